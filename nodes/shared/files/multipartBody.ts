import { randomString } from 'n8n-workflow';

import type { StreamedBody } from '../api/transport';
import { Failure } from '../api/failure';
import { sanitizeUserText } from '../api/sanitize';
import { monotonicNow } from '../api/time';
import type { BinaryFile } from './binaryFile';
import { asHeaderText } from './fileName';
import { nameFor } from './fileTypes';
import { fromStore, streamOf, type StoreHelpers, type Stream } from './storedContent';

/** How far a file has been sent. */
interface Progress {
	/** Bytes of the file, and how many of them the HTTP library has taken. */
	readonly size: number;
	sent: number;
	/** Whether the HTTP library has taken the last byte, so that the service may have the file. */
	wasSentWhole: boolean;
	/** When the HTTP library last took a part, by `monotonicNow`. */
	lastProgressAt: number;
	/** Why the file could not be read to its end; the HTTP library takes that for a broken connection. */
	failure?: Failure;
}

export type MultipartBody = StreamedBody & Readonly<Progress>;

function unreadable(file: BinaryFile, error: unknown): Failure {
	if (error instanceof Failure) return error;
	return new Failure('invalid', {
		message: `${file} cannot be read: ${sanitizeUserText((error as Error).message)}`,
		description: 'Check that the previous node still has the file.',
	});
}

/** The content of a stored file, from its first chunk on: one that has vanished shows it there, before there is a request. */
async function chunksOf(content: Stream, size: number, signal: AbortSignal | undefined) {
	const chunks = content[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
	const first = await fromStore(chunks.next(), signal);
	return (async function* () {
		let sent = 0;
		for (let next = first; !next.done; next = await chunks.next()) {
			sent += next.value.length;
			yield next.value;
		}
		// The service would wait for the rest.
		if (sent !== size) throw new Error(`it has ${sent} bytes instead of ${size}`);
	})();
}

/** All parts of the body; it notes the progress as they are taken. */
async function* tracked(
	file: BinaryFile,
	[head, content, tail]: [Buffer, AsyncIterable<Buffer>, Buffer],
	progress: Progress,
): AsyncGenerator<Buffer> {
	yield head;
	try {
		for await (const chunk of content) {
			progress.lastProgressAt = monotonicNow();
			progress.sent += chunk.length;
			yield chunk;
		}
	} catch (error) {
		throw (progress.failure = unreadable(file, error));
	}
	Object.assign(progress, { wasSentWhole: true, lastProgressAt: monotonicNow() });
	yield tail;
}

/**
 * One file as a `multipart/form-data` body ("Media upload": "One file: field name `file`"). What n8n keeps in a store is sent as a
 * stream, its length known beforehand, so that memory does not grow with the file.
 *
 * @returns also how far it has been sent; a file in memory is one buffer, of which nobody sees that, so it counts as sent
 * @throws Failure of kind `invalid` that names the file if n8n's store does not give it, or of kind `aborted`
 */
export async function openMultipart(
	file: BinaryFile,
	helpers: StoreHelpers,
	signal?: AbortSignal,
): Promise<MultipartBody> {
	const boundary = `----n8n-nodes-wonda-${randomString(24)}`;
	let close = () => {};
	try {
		const { type = '', size } = await file.inspect(helpers, signal);
		const fileName = asHeaderText(nameFor(file.fileName, type));
		const head = Buffer.from(
			`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\nContent-Type: ${type}\r\n\r\n`,
		);
		const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
		const headersFor = (length: number) => ({
			'Content-Type': `multipart/form-data; boundary=${boundary}`,
			'Content-Length': String(head.length + length + tail.length),
		});

		const content = await file.open(helpers, signal);
		const lastProgressAt = monotonicNow();
		const progress: Progress = { size, sent: 0, wasSentWhole: false, lastProgressAt };
		if (Buffer.isBuffer(content)) {
			const body = Buffer.concat([head, content, tail]);
			const headers = headersFor(content.length);
			return Object.assign(progress, { sent: size, wasSentWhole: true, headers, body, close });
		}
		close = () => content.destroy();
		const chunks = await chunksOf(content, size, signal);
		const body = streamOf(content, tracked(file, [head, chunks, tail], progress));
		close = () => {
			body.destroy();
			// Ending the body alone leaves a file open.
			content.destroy();
		};
		return Object.assign(progress, { headers: headersFor(size), body, close });
	} catch (error) {
		close();
		throw unreadable(file, error);
	}
}
