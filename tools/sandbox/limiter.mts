import type { SandboxClock } from './clock.mts';
import { ApiError } from './errors.mts';
import { stateWait } from './retryAfter.mts';
import type { RateLimit, SandboxSettings, WindowKind } from './settings.mts';

/** The kinds of requests that are counted, and can be limited, separately. */
export type RequestKind = 'posts' | 'polls' | 'uploads' | 'others';

const KINDS: [method: string, path: RegExp, kind: RequestKind][] = [
	['POST', /^\/publish\//, 'posts'],
	['GET', /^\/jobs\/publish\//, 'polls'],
	['POST', /^\/media\/upload$/, 'uploads'],
];

/** The kind of a request; `path` is below the base URL. */
function kindOf({ method, path }: { method: string; path: string }): RequestKind {
	const found = KINDS.find(([known, pattern]) => known === method && pattern.test(path));
	return found?.[2] ?? 'others';
}

/** How many requests of each kind the limits accepted and refused. */
export type Tally = Record<RequestKind, { taken: number; refused: number }>;

function emptyTally(): Tally {
	const none = () => ({ taken: 0, refused: 0 });
	return { posts: none(), polls: none(), uploads: none(), others: none() };
}

/** The settings that are limits, and the kind of requests each one is for; `limitAll` is for every kind. */
const LIMITS = {
	limitAll: undefined,
	limitPosts: 'posts',
	limitPolls: 'polls',
	limitUploads: 'uploads',
} as const;

type LimitName = keyof typeof LIMITS;

/** Applies the limits of the settings, by the steady clock. */
export class Limiter {
	tally: Tally = emptyTally();
	/** When each limit accepted requests, oldest first. */
	private accepted: Partial<Record<LimitName, number[]>> = {};

	constructor(
		private readonly settings: SandboxSettings,
		private readonly clock: SandboxClock,
	) {}

	/** Accepts a request, or throws the 429 that refuses it. A request that one limit refuses counts in none. */
	take(request: { method: string; path: string }): void {
		const now = this.clock.steady();
		const kind = kindOf(request);
		const limits = this.limitsFor(kind, now);
		const refusing = limits.filter(({ opensAt }) => opensAt > now);
		if (refusing.length > 0) {
			this.tally[kind].refused += 1;
			const opensAt = Math.max(...refusing.map((limit) => limit.opensAt));
			throw this.refusal(opensAt - now, refusing.map(({ rule }) => rule).join(', '));
		}
		this.tally[kind].taken += 1;
		for (const { counted } of limits) counted.push(now);
	}

	/** Forgets all requests. */
	clear(): void {
		this.tally = emptyTally();
		this.accepted = {};
	}

	private limitsFor(kind: RequestKind, now: number) {
		const { limitWindow } = this.settings;
		return (Object.keys(LIMITS) as LimitName[]).flatMap((name) => {
			const limit = this.settings[name];
			const only = LIMITS[name];
			if (!limit || (only && only !== kind)) return [];
			const counted = unexpired(this.accepted[name] ?? [], limit, limitWindow, now);
			this.accepted[name] = counted;
			const rule = `${limit.requests} ${only ?? 'requests'} in ${limit.windowMs / 1000} s`;
			return [{ counted, rule, opensAt: openingTime(counted, limit, limitWindow, now) }];
		});
	}

	private refusal(waitMs: number, rules: string): ApiError {
		const { headers, deferUntil } = stateWait(this.settings.retryAfter, waitMs, this.clock);
		const code = deferUntil === undefined ? 'rate_limit_exceeded' : 'throttled';
		return new ApiError(429, code, `Too many requests: ${rules}.`, headers, deferUntil);
	}
}

/** The accepted requests that still count. */
function unexpired(times: number[], { windowMs }: RateLimit, window: WindowKind, now: number) {
	const counts = (time: number) => time + windowMs > now;
	if (window === 'sliding') return times.filter(counts);
	return times[0] !== undefined && counts(times[0]) ? times : [];
}

/** When the limit accepts the next request: `now`, or later. */
function openingTime(counted: number[], limit: RateLimit, window: WindowKind, now: number): number {
	if (counted.length < limit.requests) return now;
	const blocking = window === 'sliding' ? counted.length - limit.requests : 0;
	return (counted[blocking] ?? now) + limit.windowMs;
}
