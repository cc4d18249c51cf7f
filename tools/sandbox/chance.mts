/** Chance that comes out the same for the same seed (the algorithm is mulberry32). */
export class Chance {
	private state = 0;
	private begunWith: number | undefined;

	/** A number from 0 to 1, without 1. Begins anew when the seed is another than at the last draw. */
	draw(seed: number): number {
		if (seed !== this.begunWith) {
			this.begunWith = seed;
			this.state = seed;
		}
		this.state = (this.state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	}

	/** The same things in another order, drawn by chance. */
	shuffle<T>(things: readonly T[], seed: number): T[] {
		const drawn = things.map((thing) => ({ thing, place: this.draw(seed) }));
		return drawn.sort((a, b) => a.place - b.place).map(({ thing }) => thing);
	}

	/** Begins anew with the next draw. */
	reset(): void {
		this.begunWith = undefined;
	}
}
