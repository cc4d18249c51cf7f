import { DateTime } from 'luxon';

import { itemsOf } from '../../../host/execution.mts';
import { ACCOUNTS, MEDIA } from '../../../sandbox/seed.mts';
import { HOSTILE, LINE_BREAKS } from '../../examples/hostile.mts';
import { expectClosed, openForm } from './form.mts';
import { formAddress, type Stage } from './stage.mts';

const FILE = 'a-spreadsheet-becomes-scheduled-posts.json';
const DAYS = 28;
const [VIDEO = ''] = MEDIA.videos;

interface Row {
	readonly time: string;
	readonly media: string;
	readonly caption: string;
}

/** A row that is refused, and a part of what the report says of it. */
interface RefusedRow extends Row {
	readonly why: string;
}

/** Half past six on a day to come, on the clocks of `zone`. */
function evening(days: number, zone: string): DateTime {
	return DateTime.now().setZone(zone).plus({ days }).set({ hour: 18, minute: 30 });
}

function goodRows(zone: string): Row[] {
	const month = Array.from({ length: DAYS }, (_, index) => ({
		time: evening(index + 1, zone).toFormat('yyyy-MM-dd HH:mm'),
		media: MEDIA.videos[index % MEDIA.videos.length] ?? '',
		caption: `Tag ${String(index + 1)}, "Grüße" 🎬`,
	}));
	const day = evening(3, zone).toFormat('yyyy-MM-dd');
	const elsewhere = { time: `${day}T18:30:00+05:45`, media: VIDEO, caption: 'Kathmandu' };
	return [...month, elsewhere];
}

function refusedRows(zone: string): RefusedRow[] {
	const at = (days: number) => evening(days, zone).toFormat('yyyy-MM-dd HH:mm');
	const row = (why: string, time: string, media: string) => ({ why, time, media, caption: why });
	return [
		row('5 minutes to 29 days ahead', at(-1), VIDEO),
		row('5 minutes to 29 days ahead', at(31), VIDEO),
		row('but is “next friday”', 'next friday', VIDEO),
		row('Media ID is empty', at(1), ''),
		row(`No media ${MEDIA.unknown}`, at(1), MEDIA.unknown),
		row('is no video', at(1), MEDIA.audio),
		row('may be live or not', at(1), MEDIA.serverError),
	];
}

/** A file as a spreadsheet program saves it: with a byte order mark, and quotes around what needs them. */
function csv(rows: readonly Row[]): File {
	const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
	const lines = rows.map(({ time, media, caption }) => [time, media, caption].map(cell).join(','));
	const text = `\uFEFF${['time,media,caption', ...lines].join('\r\n')}\r\n`;
	return new File([text], 'posts.csv', { type: 'text/csv' });
}

/** The tests of "A spreadsheet becomes a month of scheduled posts". */
export function spreadsheet(stage: () => Stage, zone: string): void {
	const good = goodRows(zone);
	const refused = refusedRows(zone);
	// On the clocks of the workflow, with their zone.
	const first = `The first one: ${good[0]?.time ?? ''} (${zone})`;
	const upload = async (rows: readonly Row[]) => {
		const form = await openForm(await formAddress(stage(), FILE), stage().login);
		return await form.submit({ Spreadsheet: csv(rows) });
	};

	beforeAll(() => stage().user.publish('wondaSpreadsheet'));

	it('schedules every good row in the time zone of the workflow, and says why every other was refused', async () => {
		const { sandbox, user } = stage();
		// A refused row now and then: each row stands alone.
		const rows = good.flatMap((row, index) => {
			const wrong = index % 4 === 0 ? refused[index / 4] : undefined;
			return wrong ? [wrong, row] : [row];
		});
		const lineOf = (row: Row) => rows.indexOf(row) + 2;
		const ending = await upload(rows);

		const posts = new Map(
			sandbox.posts.map((post) => [`${post.caption} ${post.scheduledFor}`, post]),
		);
		expect(sandbox.posts).toHaveLength(good.length);
		for (const { time, media, caption } of good) {
			const due = DateTime.fromSQL(time, { zone }).isValid
				? DateTime.fromSQL(time, { zone })
				: DateTime.fromISO(time);
			const scheduledFor = due.toUTC().toFormat("yyyy-MM-dd'T'HH:mm:ss'+00:00'");
			expect(posts.get(`${caption} ${scheduledFor}`)).toMatchObject({
				mediaIds: [media],
				tiktokAccountId: ACCOUNTS.studio,
				privacyLevel: 'SELF_ONLY',
				status: 'scheduled',
			});
		}

		expect(ending.title).toBe(
			`${String(good.length)} scheduled, ${String(refused.length)} refused`,
		);
		const [again, ...others] = ending.message.split('\n').filter(Boolean).reverse();
		const [soonest, ...report] = others.reverse();
		expect(soonest).toBe(first);
		expect(again).toBe('Upload the corrected lines alone');
		expect(ending.links).toEqual([await formAddress(stage(), FILE)]);
		expect(report).toHaveLength(refused.length * 2);
		for (const [index, row] of refused.entries()) {
			const said = report.slice(index * 2, index * 2 + 2).join('\n');
			expect(said).toMatch(new RegExp(`^Line ${String(lineOf(row))}: `));
			expect(said).toContain(row.why);
			expect(said).not.toMatch(/item \d/);
		}

		const all = itemsOf(await user.execution(ending.executionId), 'All rows');
		expect(all).toHaveLength(rows.length);
		for (const row of good) {
			const item = all.find(({ line }) => line === lineOf(row));
			const post = sandbox.posts.find(({ outputJobId }) => outputJobId === item?.outputJobId);
			expect(item?.result).toBe('scheduled');
			expect(post?.caption).toBe(row.caption);
		}
	});

	it('reports a file in which every row is good', async () => {
		const { title, message } = await upload(good.slice(0, 2));

		expect([title, message]).toEqual(['2 scheduled, 0 refused', first]);
		expect(stage().sandbox.posts).toHaveLength(2);
	});

	it('reports a file in which every row is refused', async () => {
		const { title } = await upload(refused.slice(2, 4));

		expect(title).toBe('0 scheduled, 2 refused');
		expect(stage().sandbox.posts).toEqual([]);
	});

	it('shows what stands in the cells as plain text, and posts it as it is', async () => {
		const { sandbox } = stage();
		const time = evening(1, zone).toFormat('yyyy-MM-dd HH:mm');
		const captions = HOSTILE.filter((text) => Buffer.from(text).toString() === text);
		const taken = captions.map((caption) => ({ time, media: VIDEO, caption }));
		const wrong = HOSTILE.flatMap((cell) => [
			{ time: cell || 'never', media: VIDEO, caption: cell },
			{ time, media: cell, caption: cell },
		]);
		const { title, html, links } = await upload([...taken, ...wrong]);

		expect(sandbox.posts.map(({ caption = '' }) => caption).sort()).toEqual([...captions].sort());
		expect(title).toBe(`${String(taken.length)} scheduled, ${String(wrong.length)} refused`);
		const address = await formAddress(stage(), FILE);
		expect(links).toEqual([address]);
		const tags = ['<b>', '</b>', `<a href="${address}">`, '</a>'];
		expect(new Set(html.match(/<[^>]*>?/g))).toEqual(new Set(tags));
		const lines = html.split(LINE_BREAKS).filter((line) => line.startsWith('<b>Line '));
		expect(lines).toHaveLength(wrong.length);
		expect(html.split(LINE_BREAKS).filter(Boolean)).toHaveLength(wrong.length * 2 + 2);
	});

	it('asks who wants to schedule', async () => {
		await expectClosed(await formAddress(stage(), FILE));
		expect(stage().sandbox.requests).toEqual([]);
	});
}
