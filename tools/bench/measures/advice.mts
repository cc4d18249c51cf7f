import { mean } from '../figures.mts';

/** How late the ends of jobs were seen, and how often they were looked at. */
export interface Detection {
	readonly meanDelayMs: number;
	readonly worstDelayMs: number;
	/** Looks at one job, on average. */
	readonly looks: number;
}

/** The API's advice: "start at 1-second intervals, grow to at most 5 seconds". */
const FIRST_MS = 1000;
const LONGEST_MS = 5000;

/** How intervals between looks grow: the second one, and each after it. */
export interface Growth {
	readonly second: number;
	readonly later: number;
}

const EVERY_SECOND: Growth = { second: 1, later: 1 };

/**
 * What looking as the API advises gives, calculated.
 *
 * @param jobsMs how long the jobs take
 * @param growth how many times as long as the one before each interval is; without it a look comes every second, which is
 * as often as the advice allows
 */
export function adviceOn(jobsMs: readonly number[], growth = EVERY_SECOND): Detection {
	const seen = jobsMs.map((ms) => lookUntil(ms, growth));
	const delays = seen.map(({ delayMs }) => delayMs);
	return {
		meanDelayMs: mean(delays),
		worstDelayMs: Math.max(...delays),
		looks: mean(seen.map(({ looks }) => looks)),
	};
}

function lookUntil(endMs: number, { second, later }: Growth): { delayMs: number; looks: number } {
	let lookMs = FIRST_MS;
	let intervalMs = FIRST_MS;
	let looks = 1;
	while (lookMs < endMs) {
		intervalMs = Math.min(intervalMs * (looks === 1 ? second : later), LONGEST_MS);
		lookMs += intervalMs;
		looks += 1;
	}
	return { delayMs: lookMs - endMs, looks };
}
