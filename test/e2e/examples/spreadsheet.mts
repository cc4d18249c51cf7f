import { DateTime } from 'luxon';

import { ACCOUNTS } from '../../../tools/sandbox/seed.mts';
import { HOSTILE, LINE_BREAKS } from '../../engine/examples/hostile.mts';
import { Table } from '../calendar/table.mts';
import { PLAN, SET_UP } from '../calendar/workflows.mts';
import { expectClosed, openForm } from './form.mts';
import { csv, evening, goodRows, refusedByPlan, refusedRows, type Row, VIDEO } from './rows.mts';
import { formAddress, type Stage } from './stage.mts';

const FILE = 'a-spreadsheet-becomes-scheduled-posts.json';

/** The tests of "A spreadsheet becomes a month of scheduled posts". */
export function spreadsheet(stage: () => Stage, zone: string): void {
	const good = goodRows(zone);
	const refused = refusedRows(zone);
	// On the clocks of the workflow, with their zone.
	const first = `The first one: ${good[0]?.time ?? ''} (${zone})`;
	let table: Table;

	const upload = async (rows: readonly Row[]) => {
		const form = await openForm(stage(), await formAddress(stage(), FILE));
		return await form.submit({ Spreadsheet: csv(rows) });
	};
	const plan = async () => {
		const { status, error } = await stage().user.run(PLAN, 'By hand');
		expect([status, error?.message]).toEqual(['success', undefined]);
	};
	const inCalendar = async () =>
		(await table.rows()).map(({ time, media_id, caption }) => ({ time, media: media_id, caption }));

	beforeAll(async () => {
		await stage().user.run(SET_UP, 'Start here');
		table = await Table.find(() => stage().user);
		await stage().user.publish('wondaSpreadsheet');
	});
	beforeEach(() => table.clear());

	it('adds every good row, and says why every other was refused', async () => {
		// A refused row now and then: each row stands alone.
		const rows = good.flatMap((row, index) => {
			const wrong = index % 4 === 0 ? refused[index / 4] : undefined;
			return wrong ? [wrong, row] : [row];
		});
		const lineOf = (row: Row) => rows.indexOf(row) + 2;
		const ending = await upload(rows);

		expect(ending.title).toBe(
			`${String(good.length)} added, 0 there already, ${String(refused.length)} refused`,
		);
		const [again, ...others] = ending.message.split('\n').filter(Boolean).reverse();
		const [soonest, ...report] = others.reverse();
		expect(soonest).toBe(first);
		expect(again).toBe('Upload the corrected lines');
		expect(ending.links).toEqual([await formAddress(stage(), FILE)]);
		expect(report).toHaveLength(refused.length);
		for (const [index, row] of refused.entries()) {
			expect(report[index]).toMatch(new RegExp(`^Line ${String(lineOf(row))}: `));
			expect(report[index]).toContain(row.why);
		}
		expect(await inCalendar()).toEqual(good);
		expect(new Set((await table.rows()).map(({ status }) => status))).toEqual(new Set(['ready']));
		expect(stage().sandbox.posts).toEqual([]);
	});

	it('becomes posts at the times of the time zone of the workflow, once it is planned', async () => {
		const { sandbox } = stage();
		await upload(good);
		await plan();

		const posts = new Map(
			sandbox.posts.map((post) => [`${post.caption} ${post.scheduledFor}`, post]),
		);
		expect(sandbox.posts).toHaveLength(good.length);
		for (const { time, media, caption } of good) {
			const local = DateTime.fromSQL(time, { zone });
			const due = (local.isValid ? local : DateTime.fromISO(time)).toUTC();
			expect(
				posts.get(`${caption} ${due.toFormat("yyyy-MM-dd'T'HH:mm:ss'+00:00'")}`),
			).toMatchObject({
				mediaIds: [media],
				tiktokAccountId: ACCOUNTS.studio,
				privacyLevel: 'SELF_ONLY',
				status: 'scheduled',
			});
		}
	});

	it('has in its row what only Wonda knows to be wrong, and a row that is too far ahead waits', async () => {
		const rows = refusedByPlan(zone);
		const far = { time: evening(31, zone).toFormat('yyyy-MM-dd HH:mm'), media: VIDEO, caption: '' };
		await upload([...rows, far]);
		await plan();

		const found = await table.rows();
		expect(found.map(({ status }) => status)).toEqual([...rows.map(({ ends }) => ends), 'ready']);
		for (const [index, { why }] of rows.entries()) expect(found[index]?.note).toContain(why);
	});

	it('adds nothing twice, whether its rows are planned by then or not', async () => {
		const { sandbox } = stage();
		const rows = good.slice(0, 5);
		const again = async () => {
			const { title } = await upload(rows);
			expect(title).toBe('0 added, 5 there already, 0 refused');
			expect(await inCalendar()).toEqual(rows);
		};
		expect((await upload(rows)).title).toBe('5 added, 0 there already, 0 refused');
		await again();
		await plan();
		await again();
		await plan();
		expect(sandbox.posts).toHaveLength(rows.length);
	});

	it('adds nothing twice that stands twice in the file, and what is new beside what is known', async () => {
		const rows = good.slice(0, 3);
		await upload(rows.slice(0, 1));
		const { title } = await upload([...rows, ...rows]);
		expect(title).toBe('2 added, 4 there already, 0 refused');
		expect((await inCalendar()).map(({ caption }) => caption).sort()).toEqual(
			rows.map(({ caption }) => caption).sort(),
		);
	});

	it('adds nothing twice where several upload it at the same moment', async () => {
		const rows = good.slice(0, 8);
		const endings = await Promise.all(Array.from({ length: 4 }, () => upload(rows)));
		const added = endings.map(({ title }) => Number(/^\d+/.exec(title)?.[0]));
		expect(added.reduce((sum, count) => sum + count, 0)).toBe(rows.length);
		const found = await inCalendar();
		expect(found.sort((a, b) => String(a.time).localeCompare(String(b.time)))).toEqual(rows);
		expect((await table.rows()).map(({ status }) => status)).toEqual(rows.map(() => 'ready'));
	});

	it('reports a file in which every row is good', async () => {
		const { title, message } = await upload(good.slice(0, 2));
		expect([title, message]).toEqual(['2 added, 0 there already, 0 refused', first]);
	});

	it('reports a file in which every row is refused', async () => {
		const { title } = await upload(refused.slice(0, 2));
		expect(title).toBe('0 added, 0 there already, 2 refused');
		expect(await table.rows()).toEqual([]);
	});

	it('shows what stands in the cells as plain text, and posts it as it is', async () => {
		const { sandbox } = stage();
		const time = (minute: number) => evening(1, zone).set({ minute }).toFormat('yyyy-MM-dd HH:mm');
		const captions = HOSTILE.filter((text) => Buffer.from(text).toString() === text);
		const taken = captions.map((caption, index) => ({ time: time(index), media: VIDEO, caption }));
		const badTimes = HOSTILE.map((cell) => ({
			time: cell || 'never',
			media: VIDEO,
			caption: cell,
		}));
		const badMedia = captions.map((cell) => ({ time: time(59), media: cell, caption: cell }));
		const { title, html, links } = await upload([...taken, ...badTimes, ...badMedia]);

		// Of the last ones only the empty cell is known to be no media ID.
		const wrong = badTimes.length + 1;
		expect(title).toBe(
			`${String(taken.length + badMedia.length - 1)} added, 0 there already, ${String(wrong)} refused`,
		);
		const address = await formAddress(stage(), FILE);
		expect(links).toEqual([address]);
		const tags = ['<b>', '</b>', `<a href="${address}">`, '</a>'];
		expect(new Set(html.match(/<[^>]*>?/g))).toEqual(new Set(tags));
		const lines = html.split(LINE_BREAKS).filter(Boolean);
		expect(lines.filter((line) => line.startsWith('<b>Line '))).toHaveLength(wrong);
		expect(lines).toHaveLength(wrong + 2);

		await plan();
		expect(sandbox.posts.map(({ caption = '' }) => caption).sort()).toEqual([...captions].sort());
		const states = (await table.rows()).map(({ status }) => status);
		expect(states.filter((status) => status === 'refused')).toHaveLength(badMedia.length - 1);
	});

	it('asks who wants to schedule', async () => {
		await expectClosed(await formAddress(stage(), FILE));
		expect(stage().sandbox.requests).toEqual([]);
	});
}
