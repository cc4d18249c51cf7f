import type { Post } from '../../../tools/sandbox/index.mts';
import { Batch } from './batch.mts';
import { PLACES, type Stage, WITHIN_MS, all, jobsTake } from './stage.mts';

/** The tests of two workers that have all to do. */
export function manyPosts(stage: () => Stage): void {
	it('lose and double none of 200 posts of 200 executions', async () => {
		const { figures, workers } = stage();
		jobsTake(stage(), 500);
		const started = Date.now();
		const batch = await Batch.start(stage(), stage().waits, 200);
		expect(await batch.end(WITHIN_MS)).toEqual(all('success', 200));
		figures.duration('200 executions that publish and wait, two workers', Date.now() - started);
		const lost = batch.postedTimes(0).length;
		figures.count('posts lost of these 200', lost);
		figures.count('posts doubled of these 200', batch.posts.length - (200 - lost));

		expect(batch.postedTimes(1)).toEqual(batch.ids);
		expect(batch.sent).toBe(200);
		for (const worker of workers) expect(batch.heldBy(worker)).not.toEqual([]);
	});

	it.each([2, 6])('hold a place for as long as a job takes: %d s', async (seconds) => {
		const places = 2 * PLACES;
		jobsTake(stage(), seconds * 1000);
		const started = Date.now();
		const batch = await Batch.start(stage(), stage().waits, 2 * places);
		expect(await batch.end(WITHIN_MS)).toEqual(all('success', 2 * places));
		stage().figures.duration(
			`${String(2 * places)} executions that wait for jobs of ${String(seconds)} s, ${String(places)} places`,
			Date.now() - started,
		);

		const sentAt = batch.posts.map((post) => timeOf(stage(), post));
		// The first one for which no place was left had to wait for a job to end.
		expect(Number(sentAt[places]) - Number(sentAt[0])).toBeGreaterThanOrEqual(seconds * 1000);
	});
}

/** When a post was sent, in milliseconds. */
function timeOf({ sandbox }: Stage, { requestId }: Post): number | undefined {
	return sandbox.requests.find(({ id }) => id === requestId)?.startedAt;
}
