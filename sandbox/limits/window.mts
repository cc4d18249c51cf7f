/** `requests` requests in `windowMs` milliseconds: "60 requests in 4 s". */
export interface RateLimit {
	requests: number;
	windowMs: number;
}

/** `fixed` opens anew as a whole, from the first request it took on; `sliding` lets each request go by itself. */
export type WindowKind = 'fixed' | 'sliding';

/** The requests that one limit has taken. All times are ms on the steady clock. */
export class Window {
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
