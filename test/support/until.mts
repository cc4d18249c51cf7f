import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a test waits for comes within milliseconds; on a busy machine it may take seconds. */
const WITHIN_MS = 100_000;
const EVERY_MS = 2;

/**
 * Waits in real time until something holds.
 *
 * @throws Error when it does not hold within 100 s
 */
export async function until(holds: () => boolean): Promise<void> {
	const deadline = performance.now() + WITHIN_MS;
	while (!holds()) {
		if (performance.now() > deadline) throw new Error(`Never came to hold: ${holds.toString()}`);
		await sleep(EVERY_MS);
	}
}
