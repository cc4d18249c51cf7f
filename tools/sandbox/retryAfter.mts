import type { SandboxClock } from './clock.mts';
import type { RetryAfter } from './settings.mts';

/** What a 429 carries to state the wait. */
export interface StatedWait {
	headers: Record<string, string>;
	/** An ISO time for `error.deferUntil`. Where the API puts it is not documented. */
	deferUntil?: string;
}

/** A wait of `waitMs` milliseconds, stated in one of the ways services use, by the server's clock. */
export function stateWait(how: RetryAfter, waitMs: number, clock: SandboxClock): StatedWait {
	const until = clock.now() + waitMs;
	const retryAfter = (value: string | number) => ({ headers: { 'Retry-After': String(value) } });
	switch (how) {
		case 'exact':
			return retryAfter(Math.ceil(waitMs / 1000));
		case 'short':
			return retryAfter(1);
		case 'date':
			// An HTTP date has whole seconds; rounding up keeps the wait from being too short.
			return retryAfter(new Date(Math.ceil(until / 1000) * 1000).toUTCString());
		case 'deferUntil':
			return { headers: {}, deferUntil: new Date(until).toISOString() };
		case 'none':
			return { headers: {} };
		default:
			return retryAfter(how);
	}
}
