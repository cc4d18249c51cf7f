/** Where progress is told, a line at a time. */
export type Log = (line: string) => void;

/** A duration in words. In: milliseconds. */
export function duration(ms: number): string {
	const seconds = ms / 1000;
	if (seconds < 10) return `${seconds.toFixed(1)} s`;
	if (seconds < 60) return `${String(Math.round(seconds))} s`;
	const whole = Math.round(seconds);
	return `${String(Math.floor(whole / 60))} min ${String(whole % 60).padStart(2, '0')} s`;
}
