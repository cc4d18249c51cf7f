import { AdaptiveLimit, type Execution } from './adaptiveLimit';
import { aborted, type Failure } from './failure';
import { PriorityQueue, type Priority } from './priorityQueue';
import { asFailure } from './requestFailure';
import { monotonicNow, sleep } from './time';

export type { Execution } from './adaptiveLimit';
export type { Priority } from './priorityQueue';

/** Requests in flight at once. An upload may take minutes, so some places stay free for posts and polls. */
const MAX_CONCURRENCY = 10;
const MAX_CONCURRENT_UPLOADS = 5;

/**
 * A request fails when the service has accepted nothing for so long, or asks to wait for longer. A longer pause is not shared:
 * it holds only the request that was answered with it.
 */
export const MAX_THROTTLED_MS = 5 * 60 * 1000;

export interface AcquireOptions {
	priority: Priority;
	/** Executions take turns. */
	owner: Execution;
	/** How long to bear refusals in a row, in milliseconds; `MAX_THROTTLED_MS` by default. With 0 it does not wait for a pause. */
	maxWaitMs?: number;
	/** Ends the wait for a turn; usually the execution's cancel signal. */
	signal?: AbortSignal;
}

type Terms = AcquireOptions & { maxWaitMs: number };

interface Waiting extends Omit<Terms, 'priority'> {
	start(sentAt: number): void;
	fail(failure: Failure): void;
}

/** When a request was sent, as the limit on all requests sees it: after a pause nobody waits for an upload, which may take minutes. */
const sharedTime = (priority: Priority, sentAt: number) => (priority === 'upload' ? 0 : sentAt);

/**
 * The rate limiter of one API key at one service address, shared by all executions in n8n's process. After a 429 it pauses,
 * sends one request, and once that is accepted as many as the service accepted before (`AdaptiveLimit`). A refused poll pauses
 * polls, a refused upload uploads, a refused post everything.
 */
export class RateLimiter {
	private readonly waiting = new PriorityQueue<Waiting>();

	/** The limit on all requests. */
	private readonly shared = new AdaptiveLimit(MAX_CONCURRENCY);

	/** The limits on requests of one priority. */
	private readonly own: Record<Priority, AdaptiveLimit> = {
		post: new AdaptiveLimit(MAX_CONCURRENCY),
		upload: new AdaptiveLimit(MAX_CONCURRENT_UPLOADS),
		poll: new AdaptiveLimit(MAX_CONCURRENCY),
	};

	/** The signals that it listens to. */
	private readonly signals = new WeakSet<AbortSignal>();

	private wakesAt = Infinity;

	/**
	 * Sends a request when its turn has come, and again for as long as the service asks to come back later.
	 *
	 * @param request sends it; called for each attempt
	 * @returns what the request returns
	 * @throws Failure whatever else goes wrong; of kind `rateLimited` if the service asks to wait for longer than
	 * `maxWaitMs`, or has accepted nothing for that long; of kind `aborted`
	 */
	async run<T>(request: () => Promise<T>, options: AcquireOptions): Promise<T> {
		const { priority, signal } = options;
		let { maxWaitMs = MAX_THROTTLED_MS } = options;
		for (let isRetry = false; ; isRetry = true) {
			const sentAt = await this.acquire({ ...options, maxWaitMs }, isRetry);
			let ownPauseMs = 0;
			try {
				const result = await request();
				this.accept(priority, sentAt);
				return result;
			} catch (error) {
				const failure = asFailure(error);
				if (failure.facts.httpStatus === 401) this.refuseKey(failure, options);
				else if (failure.kind === 'refused') this.accept(priority, sentAt);
				if (failure.kind !== 'rateLimited') throw failure;
				ownPauseMs = this.pause(failure, { ...options, maxWaitMs }, sentAt);
			} finally {
				this.own[priority].end(sentAt);
				this.shared.end(sharedTime(priority, sentAt));
				this.startWaiting();
			}
			if (ownPauseMs > 0) await sleep(ownPauseMs, signal);
			maxWaitMs -= ownPauseMs;
		}
	}

	/** Waits for a turn. Returns the time at which it came. */
	private async acquire(options: Terms, isRetry: boolean): Promise<number> {
		const { priority, owner, maxWaitMs, signal } = options;
		const failure = this.reasonToFail(priority, options);
		if (failure) throw failure;

		this.listenTo(signal);
		return await new Promise<number>((start, fail) => {
			const entry: Waiting = { owner, maxWaitMs, signal, start, fail };
			if (isRetry) this.waiting.unshift(priority, entry);
			else this.waiting.push(priority, entry);
			this.startWaiting();
		});
	}

	/** One listener for each signal: with one for each request, ten thousand requests took a second to begin to listen. */
	private listenTo(signal: AbortSignal | undefined): void {
		if (!signal || this.signals.has(signal)) return;
		this.signals.add(signal);
		signal.addEventListener('abort', () => this.failHopeless(), { once: true });
	}

	/** Starts whatever there is room for. */
	private startWaiting(): void {
		const now = monotonicNow();
		const hasRoom = (priority: Priority) =>
			this.shared.hasRoom(now) && this.own[priority].hasRoom(now);
		for (let next = this.waiting.next(hasRoom); next; next = this.waiting.next(hasRoom)) {
			this.own[next.priority].begin(now);
			this.shared.begin(sharedTime(next.priority, now));
			next.entry.start(now);
		}
		this.wakeInTime(now);
	}

	/** Starts what waits for the end of a pause; everything else starts when another request has ended. */
	private wakeInTime(now: number): void {
		const ends = this.waiting.priorities
			.map((one) => Math.max(this.own[one].blockedUntil, this.shared.blockedUntil))
			.filter((end) => end > now);
		const next = Math.min(...ends);
		const isScheduled = this.wakesAt > now && this.wakesAt <= next;
		if (ends.length === 0 || isScheduled) return;

		this.wakesAt = next;
		void sleep(Math.ceil(next - now)).then(() => {
			if (this.wakesAt === next) this.wakesAt = Infinity;
			this.startWaiting();
		});
	}

	private accept(priority: Priority, sentAt: number): void {
		this.own[priority].accept(sentAt);
		this.shared.accept(sharedTime(priority, sentAt));
	}

	/**
	 * Pauses what a refusal stands for.
	 *
	 * @returns how long the request has to pause by itself, in milliseconds
	 * @throws the refusal, if the request does not wait for so long
	 */
	private pause(refusal: Failure, options: Terms, sentAt: number): number {
		const { priority, owner, maxWaitMs } = options;
		const own = this.own[priority];
		const now = monotonicNow();
		const { retryAfterMs = 0 } = refusal.facts;
		if (retryAfterMs > MAX_THROTTLED_MS) {
			if (retryAfterMs <= maxWaitMs) return retryAfterMs;
			this.giveUp(own, options, now + retryAfterMs, refusal);
			throw refusal;
		}

		const { pauseMs, since } = own.refuse(refusal, sentAt, now);
		own.pause(now + pauseMs, refusal, since, now);
		const others = priority === 'post' ? [this.shared, this.own.upload] : [];
		for (const other of others) other.pause(now + pauseMs, refusal, now, now);
		this.failHopeless();
		if (now + pauseMs - Math.max(since, owner.startedAt) > maxWaitMs) throw refusal;
		return 0;
	}

	/** Every other request of the execution has this key, and the next execution tries it once. */
	private refuseKey(failure: Failure, options: AcquireOptions): void {
		const now = monotonicNow();
		this.shared.pause(now, failure, now, now);
		this.giveUp(this.shared, options, Infinity, failure);
	}

	private giveUp(
		limit: AdaptiveLimit,
		{ owner }: AcquireOptions,
		until: number,
		failure: Failure,
	): void {
		limit.giveUp(owner, until, failure);
		this.failHopeless();
	}

	/** Fails whatever waits in vain. */
	private failHopeless(): void {
		this.waiting.remove((entry, priority) => {
			const failure = this.reasonToFail(priority, entry);
			if (failure) entry.fail(failure);
			return failure !== undefined;
		});
	}

	/** Why a request does not wait for its turn; undefined if it does. */
	private reasonToFail(
		priority: Priority,
		{ owner, maxWaitMs, signal }: Omit<Terms, 'priority'>,
	): Failure | undefined {
		if (signal?.aborted) return aborted();
		const now = monotonicNow();
		const { shared, own } = this;
		// A file is uploaded in vain while posts are refused; jobs that were accepted are still polled.
		const limits = priority === 'upload' ? [shared, own.post, own.upload] : [shared, own[priority]];
		return limits.map((limit) => limit.reasonToFail(owner, maxWaitMs, now)).find(Boolean);
	}
}

/** By account. One is so small that none is ever forgotten. */
const rateLimiters = new Map<string, RateLimiter>();

/** @param account identifies the service and the key: `WondaCredential` */
export function rateLimiterFor(account: string): RateLimiter {
	const known = rateLimiters.get(account) ?? new RateLimiter();
	rateLimiters.set(account, known);
	return known;
}
