import { aborted, type Failure } from './failure';
import { Limits, MAX_THROTTLED_MS, type Terms } from './limits';
import { PriorityQueue } from './priorityQueue';
import { asFailure } from './requestFailure';
import { monotonicNow, onAbort, sleep } from './time';

export interface AcquireOptions extends Omit<Terms, 'maxWaitMs'> {
	/** `MAX_THROTTLED_MS` by default. */
	maxWaitMs?: number;
	/** Ends the wait for a turn; usually the execution's cancel signal. */
	signal?: AbortSignal;
}

interface Waiting extends Terms {
	signal?: AbortSignal;
	start(sentAt: number): void;
	fail(failure: Failure): void;
}

/**
 * The rate limiter of one API key at one service address, shared by all executions in n8n's process. After a 429 it pauses,
 * sends one request, and once that is accepted as many as the service accepted before (`AdaptiveLimit`).
 */
export class RateLimiter {
	private readonly limits = new Limits();

	private readonly waiting = new PriorityQueue<Waiting>();

	private wakesAt = Infinity;

	/**
	 * Sends a request when its turn has come, and again for as long as the service asks to come back later.
	 *
	 * @throws Failure whatever else goes wrong; of kind `rateLimited` if the service asks to wait for longer than
	 * `maxWaitMs`, or has accepted nothing for that long; of kind `aborted`
	 */
	async run<T>(request: () => Promise<T>, options: AcquireOptions): Promise<T> {
		const { priority, signal } = options;
		const terms = { ...options, maxWaitMs: options.maxWaitMs ?? MAX_THROTTLED_MS };
		for (let isRetry = false; ; isRetry = true) {
			const sentAt = await this.acquire(terms, isRetry);
			let pauseMs: number | undefined;
			try {
				const result = await request();
				this.limits.accept(priority, sentAt);
				return result;
			} catch (error) {
				const failure = asFailure(error);
				const isKeyRefused = failure.facts.httpStatus === 401;
				if (failure.kind === 'refused' && !isKeyRefused) this.limits.accept(priority, sentAt);
				if (failure.kind !== 'rateLimited' && !isKeyRefused) throw failure;
				pauseMs = this.limits.refuse(failure, terms, sentAt);
				this.failHopeless();
				if (pauseMs === undefined) throw failure;
			} finally {
				this.limits.end(priority, sentAt);
				this.startWaiting();
			}
			if (pauseMs > 0) await sleep(pauseMs, signal);
			terms.maxWaitMs -= pauseMs;
		}
	}

	/** Waits for a turn. Returns the time at which it came. */
	private async acquire(terms: Terms & AcquireOptions, isRetry: boolean): Promise<number> {
		const failure = this.reasonToFail(terms);
		if (failure) throw failure;

		if (terms.signal) onAbort(terms.signal, this.failHopeless);
		return await new Promise<number>((start, fail) => {
			this.waiting.add({ ...terms, start, fail }, isRetry);
			this.startWaiting();
		});
	}

	/** Starts whatever there is room for. */
	private startWaiting(): void {
		const now = monotonicNow();
		const take = () => this.waiting.next((priority) => this.limits.hasRoom(priority, now));
		for (let next = take(); next; next = take()) {
			this.limits.begin(next.priority, now);
			next.start(now);
		}
		this.wakeInTime(now);
	}

	/** Starts what waits for the end of a pause; everything else starts when another request has ended. */
	private wakeInTime(now: number): void {
		const ends = this.waiting.priorities.map((one) => this.limits.blockedUntil(one));
		const next = Math.min(...ends.filter((end) => end > now));
		const isScheduled = this.wakesAt > now && this.wakesAt <= next;
		if (next === Infinity || isScheduled) return;

		this.wakesAt = next;
		void sleep(Math.ceil(next - now)).then(() => {
			if (this.wakesAt === next) this.wakesAt = Infinity;
			this.startWaiting();
		});
	}

	/** Fails whatever waits in vain. */
	private readonly failHopeless = (): void => {
		this.waiting.remove((entry) => {
			const failure = this.reasonToFail(entry);
			if (failure) entry.fail(failure);
			return failure !== undefined;
		});
	};

	private reasonToFail(entry: Terms & { signal?: AbortSignal }): Failure | undefined {
		return entry.signal?.aborted ? aborted() : this.limits.reasonToFail(entry);
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
