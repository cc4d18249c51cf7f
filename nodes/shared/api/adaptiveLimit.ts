import type { Failure } from './failure';
import { backoffMs } from './time';

/** Whoever sends requests: one try of an execution, or one poll of the trigger. */
export interface Execution {
	/** When it began, by `monotonicNow`: it cannot have waited for longer. */
	readonly startedAt: number;
}

/** What a pause has shown of the service's limit is forgotten after this time: a post that hangs must not hold up the others. */
const FORGOTTEN_AFTER_MS = 10 * 60 * 1000;

/** A limit on requests in flight that adapts to the service's own limit, as far as the answers show it. */
export class AdaptiveLimit {
	/** Nothing is sent before this time. */
	blockedUntil = 0;

	/** When the latest pause began. What was sent before and is refused after it says nothing new. */
	private pausedAt = 0;

	/** The refusal that the latest pause is for, and since when nothing had been accepted then. */
	private refusal?: Failure;

	private blockedSince = 0;

	private inFlight = 0;

	/** Of the requests sent after the latest pause: those in flight, and those that were accepted. */
	private sent = 0;

	private accepted = 0;

	/**
	 * How many requests the service accepted between the last two pauses, which is what its limit lets through in one window.
	 * After a pause one request is sent; once it is accepted, others follow at full speed, up to this number. Beyond it they
	 * are sent one at a time, so that the service refuses one of them and not all that are in flight, and then faster again,
	 * because its limit may have been raised. A pause that proved too short says nothing about the limit.
	 */
	private budget = Infinity;

	private refusedInARow = 0;

	private refusedSince = 0;

	/** Executions that send nothing more until a time, and why. */
	private readonly gaveUp = new WeakMap<Execution, { until: number; failure: Failure }>();

	constructor(private readonly maxConcurrency: number) {}

	private concurrencyAt(now: number): number {
		if (now - this.pausedAt > FORGOTTEN_AFTER_MS) return this.maxConcurrency;
		if (this.pausedAt > 0 && this.accepted === 0) return 1;
		const left = this.budget - this.accepted;
		return left > 0 ? left : 1 + Math.floor(-left / (2 * this.maxConcurrency));
	}

	hasRoom(now: number): boolean {
		const isFull = this.inFlight >= this.maxConcurrency || this.sent >= this.concurrencyAt(now);
		return now >= this.blockedUntil && !isFull;
	}

	/** @param sentAt what `end` and `accept` are called with later; 0 for a request that others do not wait for after a pause */
	begin(sentAt: number): void {
		this.inFlight++;
		if (sentAt > this.pausedAt) this.sent++;
	}

	end(sentAt: number): void {
		this.inFlight--;
		if (sentAt > this.pausedAt) this.sent--;
	}

	accept(sentAt: number): void {
		this.refusedInARow = 0;
		if (sentAt > this.pausedAt) this.accepted++;
	}

	/** Counts a refusal. Returns how long to pause, in milliseconds, and since when nothing has been accepted. */
	refuse({ facts }: Failure, sentAt: number, now: number): { pauseMs: number; since: number } {
		if (now - this.pausedAt > FORGOTTEN_AFTER_MS) this.refusedInARow = 0;
		if (this.refusedInARow === 0) this.refusedSince = now;
		if (this.refusedInARow === 0 || sentAt > this.pausedAt) this.refusedInARow++;
		const { retryAfterMs = 0 } = facts;
		// A pause that the service asked for and that proved too short backs off as well.
		const isEnough = retryAfterMs > 0 && this.refusedInARow === 1;
		const backoff = isEnough ? 0 : backoffMs(this.refusedInARow);
		return { pauseMs: Math.max(retryAfterMs, backoff), since: this.refusedSince };
	}

	/** Sends nothing before a time. Of two pauses the longer counts. */
	pause(until: number, refusal: Failure, since: number, now: number): void {
		if (now >= this.blockedUntil) {
			if (this.accepted > 0) this.budget = this.accepted;
			this.accepted = 0;
			this.sent = 0;
			this.pausedAt = now;
		}
		if (until <= this.blockedUntil) return;
		this.blockedUntil = until;
		this.blockedSince = since;
		this.refusal = refusal;
	}

	/** Sends nothing of an execution before a time. */
	giveUp(owner: Execution, until: number, failure: Failure): void {
		this.gaveUp.set(owner, { until, failure });
	}

	/** Why a request does not wait for its turn; undefined if it does. */
	reasonToFail(owner: Execution, maxWaitMs: number, now: number): Failure | undefined {
		const gaveUp = this.gaveUp.get(owner);
		if (gaveUp && gaveUp.until - now > maxWaitMs) return gaveUp.failure;
		const blockedMs = this.blockedUntil - Math.max(this.blockedSince, owner.startedAt);
		return this.blockedUntil > now && blockedMs > maxWaitMs ? this.refusal : undefined;
	}
}
