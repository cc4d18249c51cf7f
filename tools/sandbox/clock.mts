/**
 * The sandbox's time, in milliseconds. It runs at the real pace and can be moved in two ways: a leap forward, which
 * lets time pass for jobs and scheduled posts, and a skew, which only makes the server's clock show a wrong time.
 */
export class SandboxClock {
	private leaped = 0;
	private skewed = 0;

	/** Time that only ever grows: the real time and all leaps. Jobs age by it. */
	steady(): number {
		return Date.now() + this.leaped;
	}

	/** What the server believes the time is: in its Date header, in answers, and where it checks a schedule. */
	now(): number {
		return this.steady() + this.skewed;
	}

	/** The present skew in milliseconds. */
	get skewMs(): number {
		return this.skewed;
	}

	/** Leaps `ms` milliseconds ahead, so that scheduled posts fire and jobs end. Throws a RangeError on going back. */
	advance(ms: number): void {
		if (!(ms >= 0)) throw new RangeError('The sandbox clock only leaps forward');
		this.leaped += ms;
	}

	/** Sets the server's clock off by `ms` milliseconds, ahead or behind; 0 sets it right. Jobs do not age by it. */
	skew(ms: number): void {
		if (!Number.isFinite(ms)) throw new RangeError('A skew is a number of milliseconds');
		this.skewed = ms;
	}

	/** Back to the real time. */
	reset(): void {
		this.leaped = 0;
		this.skewed = 0;
	}
}

/** `ms` as the API writes a time: ISO 8601 with an offset, to the second (API page, `scheduledFor`). */
export function apiTime(ms: number): string {
	return new Date(ms).toISOString().replace(/\.\d{3}Z$/, '+00:00');
}
