import { sleep, type IDataObject, type IN8nHttpFullResponse } from 'n8n-workflow';

import { Failure } from './failure';

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

/** The failure of whatever comes after the execution was stopped. */
export const stopped = () =>
	new Failure('stopped', {
		message: 'The execution was stopped',
		description: 'Nothing more was sent.',
	});

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

/** Milliseconds between two moments of the service's own clock, so that a wrong clock here does no harm. */
function untilMs(moment: unknown, response: IN8nHttpFullResponse): number | undefined {
	const target = typeof moment === 'string' ? Date.parse(moment) : NaN;
	const sent = Date.parse(String(response.headers?.date));
	const ms = target - (Number.isNaN(sent) ? Date.now() : sent);
	return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

/**
 * How long an answer asks to wait: `Retry-After` (seconds or a date), or `deferUntil` of a safety gate (adjacent
 * endpoints, 429; where in the body it stands is not documented).
 *
 * @returns milliseconds, or undefined when the answer asks for nothing
 */
export function askedPauseMs(response: IN8nHttpFullResponse): number | undefined {
	const retryAfter = response.headers?.['retry-after'];
	if (typeof retryAfter === 'string' && /^\s*\d+\s*$/.test(retryAfter)) {
		return Number(retryAfter) * 1000;
	}

	const body = response.body as IDataObject | undefined;
	const error = body?.error as IDataObject | undefined;
	return untilMs(retryAfter, response) ?? untilMs(error?.deferUntil ?? body?.deferUntil, response);
}
