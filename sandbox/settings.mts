import { RETRY_AFTER_WORDS, type RetryAfter } from './limits/retryAfter.mts';
import type { RateLimit, WindowKind } from './limits/window.mts';
import { choice, flag, limit, ms, orNone, whole, type ValueRule } from './settingRules.mts';

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
