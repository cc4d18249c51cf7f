import { LONG_JOB_MS, LONG_WAITS, type Stage, WITHIN_MS, all } from './stage.mts';
import { until } from '../../../tools/n8n/machine/until.mts';

/** A test takes some seconds between two polls, which are 66 s apart. */
const CALM_MS = 45_000;

/** The tests of the example that polls later, at its start. */
export function longWaitsBegin(stage: () => Stage): void {
	it('hold no worker while they wait', async () => {
		const { figures, longWaits, redis } = stage();
		for (const batch of Object.values(longWaits)) {
			await until(
				() => batch.statuses(),
				(statuses) => statuses.every((status) => status === 'waiting'),
				WITHIN_MS,
			);
		}
		// Bull removes a job from its list a moment after n8n has saved its execution.
		const held = await until(
			async () => Number(await redis.command('LLEN', 'bull:jobs:active')),
			(count) => count === 0,
			WITHIN_MS,
		);
		const jobs = longWaits.taken.posts.map(({ status }) => status);
		expect(jobs).toEqual(all('in_progress', LONG_WAITS));
		figures.push(['simultaneous executions of the check-later example', String(LONG_WAITS)]);
		figures.push(['places of workers that they hold while they wait', String(held)]);
	});
}

/** The tests of the example that polls later, after all others. */
export function longWaitsEnd(stage: () => Stage): void {
	it('succeed, whatever happened to the workers that they began on', async () => {
		const { longWaits, sandbox } = stage();
		const { taken } = longWaits;
		expect(await taken.end(WITHIN_MS + LONG_JOB_MS)).toEqual(all('success', LONG_WAITS));
		expect(taken.postedTimes(1)).toEqual(taken.ids);
		expect(taken.sent).toBe(LONG_WAITS);

		const polls = taken.posts.map(({ outputJobId }) => {
			const path = `/jobs/publish/${String(outputJobId)}`;
			return sandbox.requests.filter((request) => request.path === path).length;
		});
		// The first poll is too early, so each polled at least twice.
		for (const count of polls) expect(count).toBeGreaterThanOrEqual(2);
	});

	it.each([
		['refused', 'The video was not posted: \\"spam_risk_too_many_posts'],
		['endless', 'do not post again'],
	] as const)('report the reason and the job of a post that is %s', async (kind, reason) => {
		const batch = stage().longWaits[kind];
		expect(await batch.end(WITHIN_MS)).toEqual(['error']);
		const [post] = batch.posts;
		const data = await batch.dataOf(post?.caption);
		expect(data).toContain(reason);
		expect(data).toContain(`Job ID: ${String(post?.outputJobId)}`);
	});
}

/** Waits for a moment after which no long wait polls for a while: a poll would fail with its worker. */
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
