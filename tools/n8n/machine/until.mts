import { setTimeout as pause } from 'node:timers/promises';

/**
 * Asks again and again until the answer is good.
 *
 * @param what is asked; its last answer is in the error.
 * @param withinMs milliseconds until it gives up.
 * @param everyMs milliseconds from an answer to the next question.
 * @throws where it does not become good in time.
 */
export async function until<T>(
	what: () => T | Promise<T>,
	isGood: (answer: T) => boolean,
	withinMs: number,
	everyMs = 200,
): Promise<T> {
	// Not by the date, which a test may set.
	const deadline = performance.now() + withinMs;
	for (;;) {
		const answer = await what();
		if (isGood(answer)) return answer;
		if (performance.now() > deadline) {
			throw new Error(
				`After ${String(withinMs / 1000)} s still ${JSON.stringify(answer)} of ${what.toString()}, for ${isGood.toString()}`,
			);
		}
		await pause(everyMs);
	}
}
