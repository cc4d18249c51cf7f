import type { SandboxClock } from '../clock.mts';

/**
 * How a refusal tells the wait: `exact` in whole seconds, rounded up; `short` too short a time, a second; `date` as an
 * HTTP date; `deferUntil` in the body; `none` not at all; or so many seconds, whatever the truth is.
 */
export type RetryAfter = 'exact' | 'short' | 'date' | 'deferUntil' | 'none' | number;

export const RETRY_AFTER_WORDS = ['exact', 'short', 'date', 'deferUntil', 'none'] as const;

/** What a 429 carries to tell the wait. */
export interface ToldWait {
	headers: Record<string, string>;
	/** An ISO time for `error.deferUntil`; its place is a guess. */
	deferUntil?: string;
}

/** A wait of `waitMs` milliseconds from now, told in one of the ways that services use, on the server's clock. */
export function tellWait(how: RetryAfter, waitMs: number, clock: SandboxClock): ToldWait {
	const until = clock.now() + waitMs;
	const retryAfter = (value: string | number) => ({ headers: { 'Retry-After': String(value) } });
	switch (how) {
		case 'exact':
			return retryAfter(Math.ceil(waitMs / 1000));
		case 'short':
			return retryAfter(1);
		case 'date':
			// An HTTP date has whole seconds; rounded up, so that the wait is not shorter than asked.
			return retryAfter(new Date(Math.ceil(until / 1000) * 1000).toUTCString());
		case 'deferUntil':
			return { headers: {}, deferUntil: new Date(until).toISOString() };
		case 'none':
			return { headers: {} };
		default:
			return retryAfter(how);
	}
}
