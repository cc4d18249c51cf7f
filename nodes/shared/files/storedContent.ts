import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { abortable } from '../api/time';

/** A stream of Node, as n8n's file store gives it. */
export type Stream = Awaited<ReturnType<IExecuteSingleFunctions['helpers']['getBinaryStream']>>;

/**
 * Parts as a stream. A node may not import `stream`, but the class of any stream makes new ones. (`compose` would need no class;
 * before Node 24 it throws an error that nobody can handle if its stream is ended early.)
 */
export function streamOf({ constructor }: Stream, parts: AsyncIterable<Buffer>): Stream {
	const { from } = constructor as unknown as {
		from(parts: AsyncIterable<Buffer>, options: { objectMode: boolean }): Stream;
	};
	return from(parts, { objectMode: false });
}

/** What n8n's file store is asked. */
export type StoreHelpers = Pick<
	IExecuteSingleFunctions['helpers'],
	'getBinaryStream' | 'getBinaryMetadata'
>;

/** Milliseconds after which the store counts as dead: it is a disk, a database or S3. */
const TIMEOUT_MS = 60_000;

/**
 * Waits for the store, until the execution is stopped and for no longer than a minute.
 *
 * @throws whatever the store throws, Failure of kind `aborted`, or an Error if it does not answer
 */
export async function fromStore<T>(work: Promise<T>, signal?: AbortSignal): Promise<T> {
	const timeout = AbortSignal.timeout(TIMEOUT_MS);
	const ends = signal ? AbortSignal.any([signal, timeout]) : timeout;
	return await abortable(work, ends).catch((error: unknown) => {
		const isTimeout = timeout.aborted && !signal?.aborted;
		throw isTimeout ? new Error("n8n's file store did not answer within a minute") : error;
	});
}

/** Opens a stored file, in chunks of some bytes. Throws as `fromStore` does. */
export async function openStored(
	helpers: StoreHelpers,
	id: string,
	signal?: AbortSignal,
	chunkSize?: number,
): Promise<Stream> {
	const opening = helpers.getBinaryStream(id, chunkSize);
	// A stream whose file has vanished fails whether it is read or not; an error that nobody listens to would end n8n.
	const opened = opening.then((stream) => stream.on('error', () => {}));
	return await fromStore(opened, signal).catch((error: unknown) => {
		// It may still be opened later.
		opened.then(
			(stream) => stream.destroy(),
			() => {},
		);
		throw error;
	});
}

async function readBeginning(stream: Stream, length: number): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let read = 0;
	for await (const chunk of stream) {
		chunks.push(chunk as Buffer);
		read += (chunk as Buffer).length;
		if (read >= length) break;
	}
	return Buffer.concat(chunks).subarray(0, length);
}

/** Reads so many bytes of the beginning of a stored file, and its size in bytes. Throws as `fromStore` does. */
export async function inspectStored(
	helpers: StoreHelpers,
	id: string,
	length: number,
	signal?: AbortSignal,
): Promise<{ bytes: Buffer; size: number }> {
	const stream = await openStored(helpers, id, signal, length);
	try {
		const bytes = await fromStore(readBeginning(stream, length), signal);
		const { fileSize } = await fromStore(helpers.getBinaryMetadata(id), signal);
		return { bytes, size: fileSize };
	} finally {
		stream.destroy();
	}
}
