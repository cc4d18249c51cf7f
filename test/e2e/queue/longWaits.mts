import { LONG_JOB_MS, LONG_WAITS, type Stage, WITHIN_MS, all } from './stage.mts';
import { until } from '../../../tools/n8n/machine/until.mts';

/** What is done between two looks takes some seconds; they are 66 s apart. */
const CALM_MS = 45_000;

/** The tests of the example that looks later, from its start on. */
export function longWaitsBegin(stage: () => Stage): void {
	it('hold no worker', async () => {
		const { figures, longWaits, redis } = stage();
		for (const batch of Object.values(longWaits)) {
			await until(
				() => batch.statuses(),
				(statuses) => statuses.every((status) => status === 'waiting'),
				WITHIN_MS,
			);
		}
		// Bull takes a job off its list a moment after n8n has written its execution down.
		const held = await until(
			async () => Number(await redis.command('LLEN', 'bull:jobs:active')),
			(count) => count === 0,
			WITHIN_MS,
		);
		const jobs = longWaits.taken.posts.map(({ status }) => status);
		expect(jobs).toEqual(all('in_progress', LONG_WAITS));
		figures.count('executions of the example that look later, at once', LONG_WAITS);
		figures.count('places of workers that they hold while they wait', held);
	});
}

/** The tests of the example that looks later, once all else has been tried with its workers. */
export function longWaitsEnd(stage: () => Stage): void {
	it('end well, whatever became of the workers that they began on', async () => {
		const { longWaits, sandbox } = stage();
		const { taken } = longWaits;
		expect(await taken.end(WITHIN_MS + LONG_JOB_MS)).toEqual(all('success', LONG_WAITS));
		expect(taken.postedTimes(1)).toEqual(taken.ids);
		expect(taken.sent).toBe(LONG_WAITS);

		const looks = taken.posts.map(({ outputJobId }) => {
			const path = `/jobs/publish/${String(outputJobId)}`;
			return sandbox.requests.filter((request) => request.path === path).length;
		});
		// The first look comes too early, so each went around once more at least.
		for (const count of looks) expect(count).toBeGreaterThanOrEqual(2);
	});

	it.each([
		['refused', 'The publish job failed: \\"spam_risk_too_many_posts'],
		['endless', 'do not post again'],
	] as const)('tell the reason and the job of a post that is %s', async (kind, reason) => {
		const batch = stage().longWaits[kind];
		expect(await batch.end(WITHIN_MS)).toEqual(['error']);
		const [post] = batch.posts;
		const data = await batch.dataOf(post?.caption);
		expect(data).toContain(reason);
		expect(data).toContain(`Job ID: ${String(post?.outputJobId)}`);
	});
}

/**
 * Waits for a moment from which on no long wait is about to look for a while: a look falls with its worker, as it should, and
 * none comes to an end on a worker that has no place left.
 */
export async function untilNoLongWaitIsDue({ longWaits, postgres }: Stage): Promise<void> {
	const isDue = `status IN ('new', 'running') OR "waitTill" < now() + interval '${String(CALM_MS)} milliseconds'`;
	const ids = Object.values(longWaits).flatMap(({ ids }) => ids);
	await until(
		() =>
			postgres.query(`SELECT id FROM execution_entity WHERE id IN (${ids.join()}) AND (${isDue})`),
		(due) => due.length === 0,
		WITHIN_MS,
	);
}
