import type { Failure } from '../failures/failure';
import { steadyNow } from './clock';
import { growingPauseMs } from './pause';

/** Before the service has answered, so many requests go at once: a wrong key is asked about twice, not ten times. */
const FIRST_PLACES = 2;

/** One more goes with every so many milliseconds, until one is refused: a service that answers slowly holds nobody up. */
const MORE_EVERY_MS = 250;

/** After a refusal so many requests have to be taken until one more goes at once. */
const TAKEN_FOR_MORE = 10;

/** How many requests of one kind a service takes at once, as far as its answers have shown it. */
export class Pace {
	/** Requests under way. */
	inFlight = 0;

	/** Until when nothing goes, in milliseconds since the epoch. */
	closedUntil = 0;

	/** Number of the latest closing. What was sent before it and is refused after it tells nothing new. */
	closings = 0;

	private places: number;

	/** So many have to be taken for one more place; none was refused yet, so each one counts. */
	private takenForMore = 1;

	private taken = 0;

	private refusedInARow = 0;

	private refusedSince = 0;

	private readonly openedAt = steadyNow();

	/** @param most how many requests may be under way at once */
	constructor(private readonly most: number) {
		this.places = Math.min(FIRST_PLACES, most);
	}

	/** Whether one more request may go now. */
	hasRoom(now: number): boolean {
		return now >= this.closedUntil && this.inFlight < this.placesAt(now);
	}

	/** From when on there may be room without an answer, in milliseconds since the epoch; `Infinity` where it takes one. */
	roomierAt(now: number): number {
		if (now < this.closedUntil) return this.closedUntil;
		if (this.hasRoom(now)) return now;
		const next = this.openedAt + (this.stepsUntil(now) + 1) * MORE_EVERY_MS;
		return this.placesAt(next) > this.placesAt(now) ? next : Infinity;
	}

	private placesAt(now: number): number {
		const more = this.wasRefused ? 0 : this.stepsUntil(now);
		return Math.min(this.places + more, this.most);
	}

	private stepsUntil(now: number): number {
		return Math.floor((now - this.openedAt) / MORE_EVERY_MS);
	}

	private get wasRefused(): boolean {
		return this.takenForMore > 1;
	}

	/** The service took a request of this kind: the next refusal is the first one of a row. */
	reopen(): void {
		this.refusedInARow = 0;
	}

	/** The service took a request that counts here: there may be room for one more. */
	widen(): void {
		if (++this.taken < this.takenForMore) return;
		this.taken = 0;
		this.places = Math.min(this.places + 1, this.most);
	}

	/** One request at a time from now on. */
	narrow(): void {
		this.places = 1;
		this.taken = 0;
		this.takenForMore = TAKEN_FOR_MORE;
	}

	/**
	 * The service refused a request for now.
	 *
	 * @param refusal what it answered; the time that it asks for counts, and a longer one where that was not enough
	 * @param sentAfter the number of closings when the request was sent
	 * @returns until when to wait in milliseconds since the epoch, and since when nothing was taken
	 */
	refuse(refusal: Failure, sentAfter: number): { until: number; since: number } {
		const now = steadyNow();
		if (sentAfter === this.closings) {
			this.closings++;
			if (++this.refusedInARow === 1) this.refusedSince = now;
		}
		this.narrow();
		const askedMs = refusal.facts.retryAfterMs ?? 0;
		// What was asked for is enough the first time.
		const grown = askedMs > 0 && this.refusedInARow === 1 ? 0 : growingPauseMs(this.refusedInARow);
		return { until: now + Math.max(askedMs, grown), since: this.refusedSince };
	}

	/** Lets nothing go before a moment. */
	closeUntil(moment: number): void {
		this.closedUntil = Math.max(this.closedUntil, moment);
	}
}
