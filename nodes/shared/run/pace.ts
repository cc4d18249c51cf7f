import { asFailure } from '../failures/connection';
import type { Failure } from '../failures/failure';
import { Limiter } from './limiter';
import { growingPauseMs, MAX_PAUSE_MS, pause } from './pause';

/** So many requests that were taken one after another show that there is room for more at once. */
const TAKEN_FOR_MORE = 2;

/** After so many refusals without a request that was taken in between, nothing more is tried. */
const MAX_REFUSALS = 8;

/**
 * Sends requests at the pace that the service takes them at. Once it has asked to come back later (429), they go on one at a
 * time, and at once again little by little as it takes them: otherwise all of them would come back together, and all but
 * the first would be refused again. While it takes any, each one gets its turn; it gives up for all together.
 */
export class Pace {
	private takenInARow = 0;

	private refusedInARow = 0;

	private closedUntil = 0;

	/** What those who still wait are told once it has given up. */
	private givenUp?: Failure;

	private readonly limiter: Limiter;

	/** @param most how many requests may be under way at once */
	constructor(private readonly most: number) {
		this.limiter = new Limiter(most);
	}

	/**
	 * Sends a request when its turn has come, and again for as long as the service asks to come back later: after the time
	 * that it names, else after growing pauses.
	 *
	 * @param request sends it, each time anew
	 * @param signal the execution's cancel signal
	 * @throws Failure whatever else goes wrong; of kind `limited` when the service names too long a time, or takes nothing
	 * any more
	 */
	async keep<T>(request: () => Promise<T>, signal?: AbortSignal): Promise<T> {
		const { givenUp } = this;
		for (;;) {
			while (this.isClosed()) await pause(this.closedUntil - Date.now(), signal);

			const result = await this.limiter.run(async () => {
				if (this.givenUp && this.givenUp !== givenUp) throw this.givenUp;
				// Another request may have learned of a pause while this one waited for its turn.
				return this.isClosed() ? undefined : await this.attempt(request);
			});
			if (result) return result.value;
		}
	}

	/** Learns from how a request ends, before its turn goes to the next one. Out: nothing when it has to come back. */
	private async attempt<T>(request: () => Promise<T>): Promise<{ value: T } | undefined> {
		try {
			const value = await request();
			this.widen();
			return { value };
		} catch (error) {
			const failure = asFailure(error);
			const { retryAfterMs = 0 } = failure.facts;
			// A time that is too long may be that of one account only, so the others ask for themselves.
			if (failure.kind !== 'limited' || retryAfterMs > MAX_PAUSE_MS) throw failure;
			this.close(failure);
			return undefined;
		}
	}

	private widen(): void {
		this.refusedInARow = 0;
		if (++this.takenInARow < TAKEN_FOR_MORE) return;
		this.limiter.places = Math.min(this.limiter.places + 1, this.most);
	}

	private close(refusal: Failure): void {
		this.takenInARow = 0;
		this.limiter.places = 1;
		// What was under way together is refused together, and counts once.
		if (!this.isClosed() && ++this.refusedInARow >= MAX_REFUSALS) {
			this.refusedInARow = 0;
			this.givenUp = refusal;
			throw refusal;
		}
		const ms = refusal.facts.retryAfterMs || growingPauseMs(this.refusedInARow);
		this.closedUntil = Math.max(this.closedUntil, Date.now() + ms);
	}

	private isClosed(): boolean {
		return this.closedUntil > Date.now();
	}
}
