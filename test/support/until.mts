import { until as untilGood } from '../../tools/n8n/machine/until.mts';

/** What a test waits for comes within milliseconds; on a busy machine it may take seconds. */
const WITHIN_MS = 100_000;
const EVERY_MS = 2;

/**
 * Waits until something holds, however long the machine takes.
 *
 * @throws Error when it does not hold within 100 s
 */
export async function until(holds: () => boolean): Promise<void> {
	await untilGood(holds, Boolean, WITHIN_MS, EVERY_MS);
}
