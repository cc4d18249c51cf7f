import { sleep as sleepOfN8n } from 'n8n-workflow';

import { aborted } from './failure';

/** A timer of Node holds 2^31 - 1 milliseconds, about 24.8 days; a longer one would end at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Milliseconds since the epoch on a clock that never goes back, whatever happens to the clock of the machine. */
export const monotonicNow = (): number => performance.timeOrigin + performance.now();

/** The first backoff; it doubles with each attempt. */
const FIRST_BACKOFF_MS = 1000;

const MAX_BACKOFF_MS = 60_000;

/**
 * Exponential backoff with jitter, in milliseconds, after some failed attempts in a row, for when the service does not say how long
 * to wait: half a second to a second after the first one, at most a minute later on.
 */
export function backoffMs(attempts: number): number {
	const full = Math.min(FIRST_BACKOFF_MS * 2 ** (attempts - 1), MAX_BACKOFF_MS);
	return Math.ceil(full * (0.5 + Math.random() / 2));
}

/** What is called when a signal is aborted. Node warns of more than ten listeners, and each takes longer to add. */
const abortCallbacks = new WeakMap<AbortSignal, Set<() => void>>();

/** Calls back when a signal is aborted, with one listener for each signal, and once for each callback. Returns what ends that. */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
	let callbacks = abortCallbacks.get(signal);
	if (!callbacks) {
		const all = new Set<() => void>();
		signal.addEventListener('abort', () => all.forEach((call) => call()), { once: true });
		abortCallbacks.set(signal, all);
		callbacks = all;
	}
	callbacks.add(callback);
	return () => callbacks.delete(callback);
}

/**
 * Stops waiting for some work as soon as a signal is aborted: throws Failure of kind `aborted`. The work itself goes on, unless it
 * listens to the signal too.
 */
export async function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
	if (!signal) return await work;
	if (signal.aborted) {
		work.catch(() => {});
		throw aborted();
	}

	let stopListening = () => {};
	const abort = new Promise<never>((_resolve, reject) => {
		stopListening = onAbort(signal, () => reject(aborted()));
	});
	try {
		return await Promise.race([work, abort]);
	} finally {
		stopListening();
	}
}

/** Waits for some milliseconds, however many. Throws Failure of kind `aborted` as soon as the signal is aborted. */
export async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
	for (let left = ms; ; left -= MAX_TIMER_MS) {
		await abortable(sleepOfN8n(Math.min(left, MAX_TIMER_MS)), signal);
		if (left <= MAX_TIMER_MS) return;
	}
}

/**
 * A signal that is aborted when something has made no progress for some milliseconds. Node's timeout signals do not keep a
 * process alive.
 */
export function stallSignal(
	progress: { readonly lastProgressAt: number },
	ms: number,
): AbortSignal {
	const controller = new AbortController();
	const checkAfter = (left: number) =>
		AbortSignal.timeout(left).addEventListener('abort', () => {
			const rest = Math.ceil(progress.lastProgressAt + ms - monotonicNow());
			if (rest > 0) checkAfter(rest);
			else controller.abort();
		});
	checkAfter(ms);
	return controller.signal;
}
