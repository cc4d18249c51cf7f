import { sleep } from 'n8n-workflow';

import { stopped } from '../failures/failure';

/** A longer pause would hold the workflow too long: the user is told when to come back. */
export const MAX_PAUSE_MS = 5 * 60 * 1000;

/** First pause where the service names none; it doubles each time, less a random part. */
const FIRST_PAUSE_MS = 1000;

/**
 * A pause where the service names none.
 *
 * @param times how often the request has failed, 1 or more
 * @returns milliseconds
 */
export function growingPauseMs(times: number): number {
	const full = FIRST_PAUSE_MS * 2 ** (times - 1);
	return Math.ceil(full * (0.5 + Math.random() / 2));
}

/**
 * Waits, and ends at once when the execution is stopped.
 *
 * @param ms time to wait in milliseconds
 * @param signal the execution's cancel signal
 * @throws Failure of kind `stopped`
 */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
	if (signal?.aborted) throw stopped();
	if (!signal) return await sleep(ms);

	let onAbort = () => {};
	const aborted = new Promise<never>((_resolve, reject) => {
		onAbort = () => reject(stopped());
		signal.addEventListener('abort', onAbort, { once: true });
	});
	try {
		await Promise.race([sleep(ms), aborted]);
	} finally {
		signal.removeEventListener('abort', onAbort);
	}
}
