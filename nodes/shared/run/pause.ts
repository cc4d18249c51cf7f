import { sleep } from 'n8n-workflow';

import { stopped } from '../failures/failure';

/** First pause where the service names none; it doubles each time, less a random part. */
const FIRST_PAUSE_MS = 1000;

/** A pause that the service did not ask for grows no longer than this. */
const LONGEST_PAUSE_MS = 60_000;

/** A timer of Node holds 2^31 milliseconds, some 24.8 days; a longer one would end at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * A pause where the service names none, or one that was too short.
 *
 * @param times how often the request has failed in a row, 1 or more
 * @returns milliseconds: a second at most the first time, a minute at most later
 */
export function growingPauseMs(times: number): number {
	const full = Math.min(FIRST_PAUSE_MS * 2 ** (times - 1), LONGEST_PAUSE_MS);
	return Math.ceil(full * (0.5 + Math.random() / 2));
}

/**
 * Work that the end of an execution cuts short. The work itself goes on, unless it knows the signal too.
 *
 * @param signal the execution's cancel signal
 * @throws Failure of kind `stopped` as soon as the execution is stopped, and what the work throws
 */
export async function untilStopped<T>(
	work: Promise<T>,
	signal: AbortSignal | undefined,
): Promise<T> {
	if (!signal) return await work;
	if (signal.aborted) {
		work.catch(() => {});
		throw stopped();
	}

	let onAbort = () => {};
	const aborted = new Promise<never>((_resolve, reject) => {
		onAbort = () => reject(stopped());
		signal.addEventListener('abort', onAbort);
	});
	try {
		return await Promise.race([work, aborted]);
	} finally {
		signal.removeEventListener('abort', onAbort);
	}
}

/**
 * Waits, and ends at once when the execution is stopped.
 *
 * @param ms time to wait in milliseconds, however long
 * @param signal the execution's cancel signal
 * @throws Failure of kind `stopped`
 */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
	for (let left = ms; ; left -= LONGEST_TIMER_MS) {
		if (signal?.aborted) throw stopped();
		await untilStopped(sleep(Math.min(left, LONGEST_TIMER_MS)), signal);
		if (left <= LONGEST_TIMER_MS) return;
	}
}
