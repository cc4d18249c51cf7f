import { randomInt } from 'node:crypto';

export const newSeed = () => randomInt(2 ** 32);

/**
 * Durations of jobs, evenly distributed. They are random so that no contender's polling rhythm fits them by design, and
 * the same for every contender of a run.
 *
 * @param seed the seed of the run
 * @param range the shortest and the longest, in milliseconds
 * @returns milliseconds
 */
export function jobDurations(
	seed: number,
	count: number,
	[shortest, longest]: readonly [number, number] = JOB_RANGE_MS,
): number[] {
	const random = mulberry32(seed);
	return Array.from({ length: count }, () => shortest + random() * (longest - shortest));
}

/** How long jobs take, in milliseconds. */
export const JOB_RANGE_MS = [500, 8000] as const;

/** The generator mulberry32: numbers from 0 up to 1. */
function mulberry32(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** The arithmetic mean; NaN of no values. */
export function mean(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The middle value, or the mean of the two in the middle; NaN of no values. */
export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length / 2;
	return mean(sorted.slice(Math.ceil(middle) - 1, Math.floor(middle) + 1));
}
