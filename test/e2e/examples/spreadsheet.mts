import { DateTime } from 'luxon';

import { ACCOUNTS } from '../../../tools/sandbox/seed.mts';
import { Table } from '../calendar/table.mts';
import { PLAN, SET_UP } from '../calendar/workflows.mts';
import { openForm } from './form.mts';
import { csv, goodRows, refusedRows, type Row } from './rows.mts';
import { formAddress, type Stage } from './stage.mts';

const FILE = 'a-spreadsheet-becomes-scheduled-posts';

/** The tests of "A spreadsheet becomes a month of scheduled posts". */
export function spreadsheet(stage: () => Stage, zone: string): void {
	const good = goodRows(zone);
	const refused = refusedRows(zone);
	const first = `Earliest post: ${good[0]?.time ?? ''} (${zone})`;
	let table: Table;

	const uploadFile = async (file: File) => {
		const form = await openForm(stage(), await formAddress(stage(), FILE));
		return await form.submit({ Spreadsheet: file });
	};
	const upload = (rows: readonly Row[]) => uploadFile(csv(rows));
	const plan = async () => {
		const { status, error } = await stage().user.run(PLAN, 'By hand');
		expect([status, error?.message]).toEqual(['success', undefined]);
	};
	const inCalendar = async () =>
		(await table.rows()).map(({ time, media, caption }) => ({ time, media, caption }));

	beforeAll(async () => {
		await stage().user.run(SET_UP, 'Start here');
		table = await Table.find(() => stage().user);
		await stage().user.publish('wondaSpreadsheet');
	});
	beforeEach(() => table.clear());

	it('adds every good row, and shows why each of the others was refused', async () => {
		// A refused row here and there.
		const rows = good.flatMap((row, index) => {
			const wrong = index % 4 === 0 ? refused[index / 4] : undefined;
			return wrong ? [wrong, row] : [row];
		});
		const lineOf = (row: Row) => rows.indexOf(row) + 2;
		const ending = await upload(rows);

		expect(ending.title).toBe(
			`${String(good.length)} added, 0 already there, ${String(refused.length)} refused`,
		);
		const [again, ...others] = ending.message.split('\n').filter(Boolean).reverse();
		const [soonest, ...report] = others.reverse();
		expect(soonest).toBe(first);
		expect(again).toBe('Upload the corrected file');
		expect(ending.links).toEqual([await formAddress(stage(), FILE)]);
		expect(report).toHaveLength(refused.length);
		for (const [index, row] of refused.entries()) {
			expect(report[index]).toMatch(new RegExp(`^Line ${String(lineOf(row))}: `));
			expect(report[index]).toContain(row.why);
		}
		// A time with an offset is written in UTC.
		const written = good.map(({ time, ...row }) => {
			const iso = DateTime.fromISO(time, { zone: 'utc' });
			return { time: iso.isValid ? iso.toFormat("yyyy-MM-dd'T'HH:mm'Z'") : time, ...row };
		});
		expect(await inCalendar()).toEqual(written);
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

	it('adds nothing twice, whether its rows are planned by then or not', async () => {
		const { sandbox } = stage();
		const rows = good.slice(0, 5);
		expect((await upload(rows.slice(0, 3))).title).toBe('3 added, 0 already there, 0 refused');
		// Every row is in the file twice.
		expect((await upload([...rows, ...rows])).title).toBe('2 added, 8 already there, 0 refused');
		await plan();
		expect((await upload(rows)).title).toBe('0 added, 5 already there, 0 refused');
		await plan();
		expect(sandbox.posts).toHaveLength(rows.length);
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

	it.each([
		[
			'saved for Windows',
			Buffer.from('time;media;caption\n2027-01-31 18:30;v;Gr\xfc\xdfe', 'latin1'),
			'UTF-8',
		],
		['that is empty', Buffer.alloc(0), 'Is it empty?'],
	])('reports why nothing was added of a file %s', async (_, content, why) => {
		const { title, message, links } = await uploadFile(new File([content], 'posts.csv'));
		expect(title).toBe('Nothing was added');
		expect(message).toContain(why);
		expect(links).toEqual([await formAddress(stage(), FILE)]);
		expect(await table.rows()).toEqual([]);
	});

	it('reports that the calendar cannot be written', async () => {
		await table.rename('media', 'away');
		const withoutColumn = await upload(good.slice(0, 2));
		await table.rename('away', 'media');
		await table.renameTable('Another table');
		const withoutTable = await upload(good.slice(0, 2));
		await table.renameTable();

		for (const { title, message } of [withoutColumn, withoutTable]) {
			expect(title).toBe('Nothing was added');
			expect(message).toContain('TikTok content calendar');
		}
		expect(await table.rows()).toEqual([]);
	});
}
