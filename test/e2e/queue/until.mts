import { setTimeout as pause } from 'node:timers/promises';

const EVERY_MS = 200;

/**
 * Asks again and again until the answer is good.
 *
 * @param what is asked; its last answer is in the error.
 * @param withinMs milliseconds until it gives up.
 * @throws where it does not become good in time.
 */
export async function until<T>(
	what: () => T | Promise<T>,
	isGood: (answer: T) => boolean,
	withinMs: number,
): Promise<T> {
	const deadline = Date.now() + withinMs;
	for (;;) {
		const answer = await what();
		if (isGood(answer)) return answer;
		if (Date.now() > deadline) {
			throw new Error(
				`After ${String(withinMs / 1000)} s still ${JSON.stringify(answer)}, for ${isGood.toString()}`,
			);
		}
		await pause(EVERY_MS);
	}
}
