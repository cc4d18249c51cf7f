/**
 * How a 429 states the wait: `exact` in whole seconds, rounded up; `short` as one second, which is too early; `date` as an
 * HTTP date; `deferUntil` in the body; `none` not at all; or as a fixed number of seconds.
 */
export type RetryAfter = 'exact' | 'short' | 'date' | 'deferUntil' | 'none' | number;

/** At most `requests` requests in `windowMs` milliseconds. */
export interface RateLimit {
	requests: number;
	windowMs: number;
}

/** A `fixed` window opens again as a whole; in a `sliding` one each request expires by itself. */
export type WindowKind = 'fixed' | 'sliding';

/** What can be changed while a sandbox runs. */
export interface SandboxSettings {
	/** Without it, scheduling is answered with 403 feature_disabled. */
	schedulingEnabled: boolean;
	/** How long a new job stays queued, in milliseconds. */
	queuedMs: number;
	/** How long it is in progress after that, in milliseconds. */
	runMs: number;
	/** The shortest time an answer takes, in milliseconds. Without it, requests hardly ever overlap. */
	latencyMs: number;
	/** A random time of at most so many milliseconds is added to `latencyMs`. */
	latencySpreadMs: number;
	/** The seed of everything that is random. */
	seed: number;
	/** Limits on all requests, on posts, on status checks (`GET /jobs/publish/…`) and on uploads; null for no limit. */
	limitAll: RateLimit | null;
	limitPosts: RateLimit | null;
	limitPolls: RateLimit | null;
	limitUploads: RateLimit | null;
	/** How the windows of these limits open again. */
	limitWindow: WindowKind;
	retryAfter: RetryAfter;
	/** The shape of `GET /publish/scheduled` is not documented: `{ scheduled: [...] }`, or the bare array. */
	scheduledListShape: 'object' | 'array';
	/** The answer to a cancellation is not documented: the job's ID and status, or 204 without a body. */
	cancelAnswer: 'json' | 'empty';
	/** The order of `GET /media` is not documented. Shuffled is another order each time. */
	mediaOrder: 'newest' | 'oldest' | 'shuffled';
	/** Its shape is not documented: `{ media: [...] }`, or the bare array. */
	mediaListShape: 'object' | 'array';
	/** Error messages repeat the request's Authorization header, as careless services do. */
	echoAuthorization: boolean;
}

export const DEFAULT_SETTINGS: SandboxSettings = {
	schedulingEnabled: true,
	queuedMs: 500,
	runMs: 1500,
	latencyMs: 0,
	latencySpreadMs: 0,
	seed: 1,
	limitAll: null,
	limitPosts: null,
	limitPolls: null,
	limitUploads: null,
	limitWindow: 'fixed',
	retryAfter: 'exact',
	scheduledListShape: 'object',
	cancelAnswer: 'json',
	mediaOrder: 'newest',
	mediaListShape: 'object',
	echoAuthorization: false,
};
