/** The first backoff; it doubles with each attempt. */
const FIRST_BACKOFF_MS = 1000;

const MAX_BACKOFF_MS = 60_000;

/**
 * Exponential backoff with jitter, for when the service does not say how long to wait.
 *
 * @param attempts how many attempts have failed in a row, 1 or more
 * @returns milliseconds: half a second to a second after the first failure, at most a minute later on
 */
export function backoffMs(attempts: number): number {
	const full = Math.min(FIRST_BACKOFF_MS * 2 ** (attempts - 1), MAX_BACKOFF_MS);
	return Math.ceil(full * (0.5 + Math.random() / 2));
}
