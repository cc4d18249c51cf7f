import { schedulePost } from '../../support/schedulePost.mts';
import { type Ground, start, untilCalm } from './ground.mts';
import { GOOD, rowOf } from './kinds.mts';
import type { Table } from './table.mts';
import { LOOK_AFTER } from './workflows.mts';

const WEEK_MS = 7 * 24 * 60 * 60_000;

/** The tests of posts that have ended without a word: n8n was killed between the poll and the row, say. */
export function missed(ground: () => Ground, table: () => Table): void {
	it('finds out what became of a post that nobody was told of', async () => {
		const { sandbox } = ground();
		await table().clear();
		sandbox.reset();
		const jobs: string[] = [];
		for (const caption of ['live', 'failed', 'canceled', 'waits', 'lost']) {
			jobs.push(await schedulePost(sandbox, { dueInMs: WEEK_MS, caption }));
		}
		const [live = '', failed = '', canceled = '', , lost = ''] = jobs;
		sandbox.endJob(live, 'succeeded');
		sandbox.endJob(failed, 'failed', 'spam_risk: too many');
		sandbox.endJob(canceled, 'canceled');
		sandbox.forgetJob(lost);
		await table().add(
			jobs.map((job_id, number) => ({
				...rowOf(GOOD, number, sandbox),
				...{ status: 'scheduled', job_id, note: '' },
			})),
		);
		await start(ground(), LOOK_AFTER);
		await untilCalm(ground());

		const rows = await table().rows();
		const { permalink } = sandbox.posts.find(({ outputJobId }) => outputJobId === live) ?? {};
		expect(rows.map(({ status }) => status)).toEqual([
			...['live', 'failed', 'canceled', 'scheduled', 'scheduled'],
		]);
		expect(rows[0]?.link).toBe(permalink);
		expect(rows[1]?.note).toContain('spam_risk: too many');
		expect(rows[3]?.note).toBe('');
		expect(rows[4]?.note).toContain('could not be looked at');
	});
}
