/** What a setting may be, and how the command line writes it. */
export interface ValueRule {
	/** The form on the command line, for its help. */
	form: string;
	/** Whether a value is one for the setting. */
	takes(value: unknown): boolean;
	/** The value that a text of the command line means; one that `takes` refuses when it means none. */
	read(text: string): unknown;
}

const isWhole = (value: unknown, least: number): boolean =>
	Number.isSafeInteger(value) && Number(value) >= least;

/** Digits as their number; anything else is no number. */
const readNumber = (text: string): number => (/^\d+$/.test(text) ? Number(text) : NaN);

/** A whole number from `least` on. */
const whole = (least: number): ValueRule => ({
	form: 'number',
	takes: (value) => isWhole(value, least),
	read: readNumber,
});

/** Milliseconds. */
const ms: ValueRule = {
	form: 'ms',
	takes: (value) => typeof value === 'number' && value >= 0,
	read: readNumber,
};

const flag: ValueRule = {
	form: 'true|false',
	takes: (value) => typeof value === 'boolean',
	read: (text) => ({ true: true, false: false })[text],
};

/** One of these words. */
function choice(...words: string[]): ValueRule {
	return {
		form: words.join('|'),
		takes: (value) => words.includes(value as string),
		read: (text) => text,
	};
}

/** One of these words, or a whole number. */
choice.orNumber = (...words: string[]): ValueRule => ({
	form: [...words, 'number'].join('|'),
	takes: (value) => words.includes(value as string) || isWhole(value, 0),
	read: (text) => (words.includes(text) ? text : readNumber(text)),
});

/** `{ requests, windowMs }`; on the command line `60/4000`. */
const limit: ValueRule = {
	form: 'requests/ms',
	takes(value) {
		if (typeof value !== 'object' || value === null) return false;
		const { requests, windowMs, ...more } = value as Record<string, unknown>;
		return isWhole(requests, 1) && isWhole(windowMs, 1) && Object.keys(more).length === 0;
	},
	read(text) {
		const [requests = '', windowMs = '', ...more] = text.split('/');
		if (more.length > 0) return undefined;
		return { requests: readNumber(requests), windowMs: readNumber(windowMs) };
	},
};

/** A rule that takes null as well. */
const orNone = (rule: ValueRule): ValueRule => ({
	...rule,
	takes: (value) => value === null || rule.takes(value),
});

/**
 * How a refusal tells the wait: `exact` in whole seconds, rounded up; `short` too short a time, a second; `date` as an
 * HTTP date; `deferUntil` in the body; `none` not at all; or so many seconds, whatever the truth is.
 */
export type RetryAfter = 'exact' | 'short' | 'date' | 'deferUntil' | 'none' | number;

const RETRY_AFTER_WORDS = ['exact', 'short', 'date', 'deferUntil', 'none'] as const;

/** `requests` requests in `windowMs` milliseconds: "60 requests in 4 s". */
export interface RateLimit {
	requests: number;
	windowMs: number;
}

/** `fixed` opens anew as a whole, from the first request it took on; `sliding` lets each request go by itself. */
export type WindowKind = 'fixed' | 'sliding';

/** What can be changed while a sandbox runs. */
export interface SandboxSettings {
	/** Without it both schedule endpoints, and a publish with scheduledAt, answer 403 feature_disabled. */
	schedulingEnabled: boolean;
	/** How long a new job stays queued, in milliseconds. */
	queuedMs: number;
	/** How long it is in progress after that, in milliseconds. */
	runMs: number;
	/** How long an answer takes at least, in milliseconds. Without it requests hardly ever overlap. */
	latencyMs: number;
	/** How much longer it takes at most, in milliseconds; how much is drawn for each request. */
	latencySpreadMs: number;
	/** What chance is drawn from: the same seed, the same draws. */
	seed: number;
	/** Limits on requests of any kind, on posts, on looks (`GET /jobs/publish/…`) and on uploads; null for none. */
	limitAll: RateLimit | null;
	limitPosts: RateLimit | null;
	limitLooks: RateLimit | null;
	limitUploads: RateLimit | null;
	/** How their windows open again. */
	limitWindow: WindowKind;
	/** How a refusal tells the wait. */
	retryAfter: RetryAfter;
	/** Requests in any minute before 429: a sliding limit on all of them; null for none. */
	rateLimitPerMinute: number | null;
	/** The answer of `GET /publish/scheduled`, whose shape is not documented: `{ scheduled: [...] }`, or the bare array. */
	scheduledListShape: 'object' | 'array';
	/** The answer of a cancellation, which is not documented: the job's ID and status, or 204 and no body. */
	cancelAnswer: 'json' | 'empty';
	/** The order of `GET /media`, which is not documented. Shuffled is another order each time, drawn from `seed`. */
	mediaOrder: 'newest' | 'oldest' | 'shuffled';
	/** Its shape, which is not documented: `{ media: [...] }`, the bare array, or `{ data: { items: [...] } }`. */
	mediaListShape: 'object' | 'array' | 'nested';
	/** So many entries without an ID stand among those of the list; they are the same each time. */
	mediaWithoutId: number;
	/** Errors repeat the request's Authorization header in their message, as careless services do. */
	echoAuthorization: boolean;
}

interface Setting<T> {
	/** What it is when nobody sets it. */
	initial: T;
	rule: ValueRule;
	/** What the command's help says. */
	says: string;
}

/** Every setting; the command line has a flag for each. */
export const SETTINGS: { [K in keyof SandboxSettings]: Setting<SandboxSettings[K]> } = {
	queuedMs: { initial: 500, rule: ms, says: 'how long a job stays queued' },
	runMs: { initial: 1500, rule: ms, says: 'how long it is in progress after that' },
	latencyMs: { initial: 0, rule: ms, says: 'how long each answer takes at least' },
	latencySpreadMs: { initial: 0, rule: ms, says: 'how much longer it takes at most, by chance' },
	seed: { initial: 1, rule: whole(0), says: 'what chance is drawn from' },
	limitAll: { initial: null, rule: orNone(limit), says: 'limits all requests together' },
	limitPosts: { initial: null, rule: orNone(limit), says: 'limits posts' },
	limitLooks: { initial: null, rule: orNone(limit), says: 'limits looks at jobs' },
	limitUploads: { initial: null, rule: orNone(limit), says: 'limits uploads' },
	limitWindow: {
		initial: 'fixed',
		rule: choice('fixed', 'sliding'),
		says: 'opens again as a whole, or request by request',
	},
	retryAfter: {
		initial: 'exact',
		rule: choice.orNumber(...RETRY_AFTER_WORDS),
		says: 'how a refusal tells the wait; a number means so many seconds',
	},
	rateLimitPerMinute: {
		initial: null,
		rule: orNone(whole(1)),
		says: 'limits all requests in any minute',
	},
	schedulingEnabled: { initial: true, rule: flag, says: 'without it, scheduling is answered 403' },
	scheduledListShape: {
		initial: 'object',
		rule: choice('object', 'array'),
		says: 'the answer of the scheduled list',
	},
	cancelAnswer: {
		initial: 'json',
		rule: choice('json', 'empty'),
		says: 'the answer of a cancellation',
	},
	mediaOrder: {
		initial: 'newest',
		rule: choice('newest', 'oldest', 'shuffled'),
		says: 'the order of the media library',
	},
	mediaListShape: {
		initial: 'object',
		rule: choice('object', 'array', 'nested'),
		says: 'the answer of the media library',
	},
	mediaWithoutId: { initial: 0, rule: whole(0), says: 'entries without an ID in its list' },
	echoAuthorization: { initial: false, rule: flag, says: 'errors repeat the key' },
};

/** The settings of a sandbox that was told none. */
export const DEFAULT_SETTINGS = Object.fromEntries(
	Object.entries(SETTINGS).map(([name, { initial }]) => [name, initial]),
) as unknown as SandboxSettings;

/** `input` as settings to change; throws a TypeError that names the first unknown or wrong one. */
export function parseSettings(input: unknown): Partial<SandboxSettings> {
	if (typeof input !== 'object' || input === null || Array.isArray(input)) {
		throw new TypeError('Settings are a JSON object');
	}
	for (const [name, value] of Object.entries(input)) {
		if (!Object.hasOwn(SETTINGS, name)) throw new TypeError(`Unknown setting: ${name}`);
		if (!SETTINGS[name as keyof SandboxSettings].rule.takes(value)) {
			throw new TypeError(`Not a value for the setting ${name}: ${JSON.stringify(value)}`);
		}
	}
	return input as Partial<SandboxSettings>;
}
