import { randomString, type IExecuteSingleFunctions } from 'n8n-workflow';

import { asFileName } from './headerText';
import type { InputFile } from './inputFile';

type Stream = Awaited<ReturnType<IExecuteSingleFunctions['helpers']['getBinaryStream']>>;

/**
 * Parts as a stream. A node may not import `stream`, but the class of any stream makes new ones. (`compose` would need no
 * class; before Node 24 it throws an error that nobody can handle when its stream is ended early.)
 */
function streamOf({ constructor }: Stream, parts: AsyncIterable<Buffer>): Stream {
	const { from } = constructor as unknown as {
		from(parts: AsyncIterable<Buffer>, options: { objectMode: boolean }): Stream;
	};
	return from(parts, { objectMode: false });
}

/**
 * One file as a `multipart/form-data` body ("Media upload": "One file: field name `file`"). What n8n keeps in a store
 * goes up as a stream, with its length told beforehand, so that memory does not grow with the file.
 *
 * @returns headers and body of a request, and a function that closes the file, however far it was sent
 * @throws what n8n's store throws when it does not give the file
 */
export async function multipart(file: InputFile, helpers: IExecuteSingleFunctions['helpers']) {
	const { type = '', size } = await file.inspect(helpers);
	const named = file.fileName.trim() !== '';
	const fileName = asFileName(named ? file.fileName : `file.${type.split(/[/+]/)[1]}`);
	const boundary = `----n8n-nodes-wonda-${randomString(24)}`;
	const head = Buffer.from(
		`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\nContent-Type: ${type}\r\n\r\n`,
	);
	const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
	const headersFor = (length: number) => ({
		'Content-Type': `multipart/form-data; boundary=${boundary}`,
		'Content-Length': String(head.length + length + tail.length),
	});

	const content = await file.open(helpers);
	if (Buffer.isBuffer(content)) {
		// Base64 may hold line breaks, so that only its bytes tell how many they are.
		const body = Buffer.concat([head, content, tail]);
		return { headers: headersFor(content.length), body, close: () => {} };
	}
	const parts = async function* () {
		yield head;
		yield* content;
		yield tail;
	};
	const body = streamOf(content, parts());
	const close = () => {
		body.destroy();
		// Ending the body alone leaves a file open.
		content.destroy();
	};
	return { headers: headersFor(size), body, close };
}
