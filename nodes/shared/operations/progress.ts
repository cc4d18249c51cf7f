import type { Item } from './item';

const EVERY_MS = 30_000;

const megabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(1)} MB`;

/** How far a transfer has come, in bytes; the size is NaN if nobody knows it. */
export const bytesOf = (bytes: number, size: number): string =>
	Number.isNaN(size) ? megabytes(bytes) : `${megabytes(bytes)} of ${megabytes(size)}`;

/**
 * Says in n8n's log every 30 seconds what long work for an item is doing: n8n's editor shows nothing until the node has ended.
 * Returns, or throws, what the work does.
 */
export async function withProgress<T>(
	{ context, index }: Item,
	text: () => string,
	work: Promise<T>,
): Promise<T> {
	let hasEnded = false;
	const reportLater = () =>
		// A timer of Node would keep a process alive that has nothing else to do.
		AbortSignal.timeout(EVERY_MS).addEventListener('abort', () => {
			if (hasEnded) return;
			context.logger.info(`Item ${index}: ${text()}`);
			reportLater();
		});
	reportLater();
	try {
		return await work;
	} finally {
		hasEnded = true;
	}
}
