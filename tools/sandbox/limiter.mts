import type { SandboxClock } from './clock.mts';
import { ApiError } from './errors.mts';
import type { RateLimit, RetryAfter, SandboxSettings, WindowKind } from './settings.mts';

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

/** The requests that one limit has taken. All times are ms on the steady clock. */
class Window {
	private taken: number[] = [];

	/** When the limit takes the next request: a time that is not past while it refuses, `now` otherwise. */
	opensAt({ requests, windowMs }: RateLimit, kind: WindowKind, now: number): number {
		const isOver = (at: number) => at + windowMs <= now;
		const [first] = this.taken;
		if (kind === 'sliding') this.taken = this.taken.filter((at) => !isOver(at));
		else if (first !== undefined && isOver(first)) this.taken = [];
		const { length } = this.taken;
		const blocking = this.taken[kind === 'sliding' ? length - requests : 0];
		return length < requests || blocking === undefined ? now : blocking + windowMs;
	}

	/** Counts a request that was taken. */
	count(now: number): void {
		this.taken.push(now);
	}
}

interface Rule {
	/** The setting that it is. */
	name: keyof SandboxSettings;
	/** Which requests it counts; all of them unless told. */
	only?: RequestKind;
	kind: WindowKind;
	limit: RateLimit | null;
}

/** All limits as the settings have them now. */
function rulesOf(settings: SandboxSettings): Rule[] {
	const { rateLimitPerMinute: perMinute, limitWindow: kind } = settings;
	return [
		{ name: 'limitAll', kind, limit: settings.limitAll },
		{ name: 'limitPosts', only: 'posts', kind, limit: settings.limitPosts },
		{ name: 'limitLooks', only: 'looks', kind, limit: settings.limitLooks },
		{ name: 'limitUploads', only: 'uploads', kind, limit: settings.limitUploads },
		{
			name: 'rateLimitPerMinute',
			kind: 'sliding',
			limit: perMinute === null ? null : { requests: perMinute, windowMs: 60_000 },
		},
	];
}

/** Holds the requests to the limits, by the steady clock, and counts what it took and what it refused. */
export class Limiter {
	tally: Tally = emptyTally();
	private windows = new Map<string, Window>();

	constructor(
		private readonly settings: SandboxSettings,
		private readonly clock: SandboxClock,
	) {}

	/** Takes a request, or throws the 429 that refuses it. A refused one counts in no limit. */
	take(requestKind: RequestKind): void {
		const now = this.clock.steady();
		const counting = rulesOf(this.settings).flatMap(({ name, only, kind, limit }) => {
			if (limit === null || (only !== undefined && only !== requestKind)) return [];
			const window = this.windowOf(name);
			const says = `${limit.requests} ${only ?? 'requests'} in ${limit.windowMs / 1000} s`;
			return [{ window, says, opensAt: window.opensAt(limit, kind, now) }];
		});
		const opensAt = Math.max(...counting.map((one) => one.opensAt));
		if (opensAt > now) {
			this.tally[requestKind].refused += 1;
			const says = counting.filter((one) => one.opensAt > now).map((one) => one.says);
			throw this.refusal(opensAt - now, says.join(', '));
		}
		this.tally[requestKind].taken += 1;
		for (const { window } of counting) window.count(now);
	}

	/** Forgets all requests. */
	clear(): void {
		this.tally = emptyTally();
		this.windows.clear();
	}

	private windowOf(name: string): Window {
		const window = this.windows.get(name) ?? new Window();
		this.windows.set(name, window);
		return window;
	}

	private refusal(waitMs: number, says: string): ApiError {
		const { headers, deferUntil } = tellWait(this.settings.retryAfter, waitMs, this.clock);
		const code = deferUntil === undefined ? 'rate_limit_exceeded' : 'throttled';
		return new ApiError(429, code, `Too many requests: ${says}.`, headers, deferUntil);
	}
}

/** The kinds of requests that can be limited and that are counted. */
export type RequestKind = 'posts' | 'looks' | 'uploads' | 'others';

const KINDS: [method: string, path: RegExp, kind: RequestKind][] = [
	['POST', /^\/publish\//, 'posts'],
	['GET', /^\/jobs\/publish\//, 'looks'],
	['POST', /^\/media\/upload$/, 'uploads'],
];

/** What a request is; `path` is below the base URL. */
export function kindOfRequest({ method, path }: { method: string; path: string }): RequestKind {
	const found = KINDS.find(([known, pattern]) => known === method && pattern.test(path));
	return found?.[2] ?? 'others';
}

/** How many requests of a kind the limits have let pass, and how many they have refused. */
export type Tally = Record<RequestKind, { taken: number; refused: number }>;

function emptyTally(): Tally {
	const none = () => ({ taken: 0, refused: 0 });
	return { posts: none(), looks: none(), uploads: none(), others: none() };
}
