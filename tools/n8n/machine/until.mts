import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Calls a function until its result is good.
 *
 * @param what is called; its last result is in the error.
 * @param withinMs milliseconds until it gives up.
 * @param everyMs milliseconds between a result and the next call.
 * @throws if the result does not become good in time.
 */
export async function until<T>(
	what: () => T | Promise<T>,
	isGood: (result: T) => boolean,
	withinMs: number,
	everyMs = 200,
): Promise<T> {
	// Not the date, which a test may set.
	const deadline = performance.now() + withinMs;
	for (;;) {
		const result = await what();
		if (isGood(result)) return result;
		if (performance.now() > deadline) {
			throw new Error(
				`After ${String(withinMs / 1000)} s still ${JSON.stringify(result)} of ${what.toString()}, for ${isGood.toString()}`,
			);
		}
		await sleep(everyMs);
	}
}
