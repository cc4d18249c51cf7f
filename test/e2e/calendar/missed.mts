import { schedulePost } from '../../support/schedulePost.mts';
import { type Ground, start, untilCalm } from './ground.mts';
import type { Table } from './table.mts';
import { GOOD, rowOf } from './kinds.mts';
import { RECOVER } from './workflows.mts';

const DAY_MS = 24 * 60 * 60_000;

/** The tests of posts that the trigger missed, because n8n was killed between the poll and the row. */
export function missed(ground: () => Ground, table: () => Table): void {
	it('finds out what became of a post that the trigger missed', async () => {
		const { sandbox } = ground();
		await table().clear();
		sandbox.reset();
		const jobs: string[] = [];
		for (const caption of ['live', 'failed', 'canceled', 'waits', 'lost', 'lost for days']) {
			jobs.push(await schedulePost(sandbox, { dueInMs: 7 * DAY_MS, caption }));
		}
		const [live = '', failed = '', canceled = '', , lost = '', lostForDays = ''] = jobs;
		sandbox.endJob(live, 'succeeded');
		sandbox.endJob(failed, 'failed', 'spam_risk: too many');
		sandbox.endJob(canceled, 'canceled');
		for (const job of [lost, lostForDays]) sandbox.forgetJob(job);
		await table().add(
			jobs.map((job_id, number) => ({
				...rowOf(GOOD, number, sandbox),
				...{ status: 'scheduled', job_id, note: '' },
				...(job_id === lostForDays
					? { time: new Date(Date.now() - 2 * DAY_MS).toISOString() }
					: {}),
			})),
		);
		await start(ground(), RECOVER);
		await untilCalm(ground());

		const rows = await table().rows();
		const { permalink } = sandbox.posts.find(({ outputJobId }) => outputJobId === live) ?? {};
		expect(rows.map(({ status }) => status)).toEqual([
			...['live', 'failed', 'canceled', 'scheduled', 'scheduled', 'check'],
		]);
		expect(rows[0]?.link).toBe(permalink);
		expect(rows[1]?.note).toContain('spam_risk: too many');
		expect(rows[3]?.note).toBe('');
		expect(rows[4]?.note).toMatch(/could not be checked.*It will be checked again in an hour/);
		expect(rows[5]?.note).toMatch(/could not be checked.*Check the TikTok profile/);
	});
}
