/** What the clock has shown at most. */
let latest = 0;

/** How far what is told runs ahead of a clock that was set back. */
let aheadMs = 0;

/**
 * The time that pauses and limits are counted by. It goes on where the clock of the machine is set back, which would else
 * make a pause of a second one of an hour.
 *
 * @returns milliseconds since the epoch; never less than before
 */
export function steadyNow(): number {
	aheadMs = Math.max(aheadMs, latest - Date.now());
	latest = Date.now() + aheadMs;
	return latest;
}
