/** Random numbers that are the same for the same seed (mulberry32). */
export class Chance {
	private state = 0;
	private seed: number | undefined;

	/** A number from 0 (inclusive) to 1 (exclusive). Starts over when the seed changes. */
	draw(seed: number): number {
		if (seed !== this.seed) {
			this.seed = seed;
			this.state = seed;
		}
		this.state = (this.state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	}

	/** The same things in a random order. */
	shuffle<T>(things: readonly T[], seed: number): T[] {
		const drawn = things.map((thing) => ({ thing, place: this.draw(seed) }));
		return drawn.sort((a, b) => a.place - b.place).map(({ thing }) => thing);
	}

	/** Starts over with the next draw. */
	reset(): void {
		this.seed = undefined;
	}
}
