import { stopped } from '../failures/failure';

/**
 * Waits for some work, and no longer than the execution lasts. The work itself goes on to its end, which nobody hears then.
 *
 * @param stop the execution's cancel signal
 * @returns what the work gives
 * @throws Failure of kind `stopped`, and what the work throws
 */
export async function unlessStopped<T>(work: Promise<T>, stop?: AbortSignal): Promise<T> {
	if (!stop) return await work;

	let onAbort = () => {};
	const stopping = new Promise<never>((_resolve, reject) => {
		onAbort = () => reject(stopped());
		stop.addEventListener('abort', onAbort, { once: true });
		if (stop.aborted) onAbort();
	});
	try {
		return await Promise.race([work, stopping]);
	} finally {
		stop.removeEventListener('abort', onAbort);
	}
}
