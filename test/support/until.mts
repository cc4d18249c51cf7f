import { setTimeout as sleep } from 'node:timers/promises';

/** What a test waits for comes within milliseconds; on a busy machine it may take seconds. */
const DEADLINE_MS = 100_000;

/**
 * Waits until something holds, however long the machine takes.
 *
 * @throws Error when it does not hold within 100 s
 */
export async function until(holds: () => boolean): Promise<void> {
	// Not by the date and the timers of the test, for which time may stand still.
	const deadline = performance.now() + DEADLINE_MS;
	while (!holds()) {
		if (performance.now() > deadline) throw new Error(`Did not come to hold: ${holds.toString()}`);
		await sleep(2);
	}
}
