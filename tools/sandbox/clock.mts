/**
 * The sandbox's time, in milliseconds. It runs at the real pace and can be moved in two ways: `advance` lets time pass for
 * jobs and scheduled posts; `skew` only makes the server's clock show a wrong time.
 */
export class SandboxClock {
	private advancedMs = 0;
	/** How far the server's clock is off; negative when it is behind. */
	skewMs = 0;

	/** Time that never goes back. Jobs age by it. */
	steady(): number {
		return Date.now() + this.advancedMs;
	}

	/** The time the server shows: in its Date header, in answers, and where it checks a schedule. */
	now(): number {
		return this.steady() + this.skewMs;
	}

	/** Moves `ms` milliseconds ahead, so that scheduled posts fire and jobs end. Throws a RangeError on going back. */
	advance(ms: number): void {
		if (!(ms >= 0)) throw new RangeError('The sandbox clock only moves forward');
		this.advancedMs += ms;
	}

	/** Sets the server's clock off by `ms` milliseconds. */
	skew(ms: number): void {
		this.skewMs = ms;
	}

	reset(): void {
		this.advancedMs = 0;
		this.skewMs = 0;
	}
}

/** `ms` as the API writes a time: ISO 8601 with an offset, to the second (API page, `scheduledFor`). */
export function apiTime(ms: number): string {
	return new Date(ms).toISOString().replace(/\.\d{3}Z$/, '+00:00');
}
