/** Prints a line of progress. */
export type Log = (line: string) => void;

/** A duration in words. In: milliseconds. */
export function duration(ms: number): string {
	const seconds = Math.round(ms / 1000);
	if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
	if (seconds < 60) return `${String(seconds)} s`;
	return `${String(Math.floor(seconds / 60))} min ${String(seconds % 60).padStart(2, '0')} s`;
}
