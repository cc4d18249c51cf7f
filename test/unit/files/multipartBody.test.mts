import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';

import type { IBinaryData } from 'n8n-workflow';

import { Failure } from '../../../nodes/shared/api/failure';
import { BinaryFile } from '../../../nodes/shared/files/binaryFile';
import { openMultipart, type MultipartBody } from '../../../nodes/shared/files/multipartBody';
import type { StoreHelpers } from '../../../nodes/shared/files/storedContent';
import { until } from '../../support/until.mts';
import { beginningOf } from './realFiles.mts';

const MEBIBYTE = 1024 * 1024;

const details = (fileName = 'clip.mp4'): IBinaryData => ({
	data: 'filesystem-v2',
	fileName,
	mimeType: 'video/mp4',
});
const stored = (fileName?: string) => new BinaryFile({ ...details(fileName), id: 'x' }, 'data');
const inMemory = (content: Buffer, fileName?: string) =>
	new BinaryFile({ ...details(fileName), data: content.toString('base64') }, 'data');

/** A store with one file of so many bytes; its streams, in the order in which they were opened. */
function storeOf(size: number, read: () => AsyncIterable<Buffer> | Iterable<Buffer>) {
	const streams: Readable[] = [];
	const store = {
		getBinaryMetadata: async () => await Promise.resolve({ fileSize: size }),
		getBinaryStream: async () => {
			const stream = Readable.from(read(), { objectMode: false });
			streams.push(stream);
			return await Promise.resolve(stream);
		},
	};
	return { store: store as StoreHelpers, streams };
}

function* chunks(count: number, size = 64 * 1024) {
	yield beginningOf('mp4');
	for (let left = count; left > 0; left--) yield Buffer.alloc(size);
}

async function textOf({ body }: MultipartBody): Promise<string> {
	const parts = Buffer.isBuffer(body) ? [body] : await (body as Readable).toArray();
	return Buffer.concat(parts as Buffer[]).toString('latin1');
}

describe('The body', () => {
	const content = beginningOf('mp4');

	test.each<[string, () => [BinaryFile, StoreHelpers]]>([
		['of a stored file', () => [stored(), storeOf(content.length, () => chunks(0)).store]],
		['of a file in memory', () => [inMemory(content), {} as StoreHelpers]],
	])('%s holds one file, named “file”, and its length is known', async (_, make) => {
		const [file, store] = make();
		const opened = await openMultipart(file, store);
		const text = await textOf(opened);
		const [, boundary] = /boundary=(.*)$/.exec(String(opened.headers['Content-Type'])) ?? [];
		expect(text).toBe(
			[
				`--${String(boundary)}`,
				'Content-Disposition: form-data; name="file"; filename="clip.mp4"',
				'Content-Type: video/mp4',
				'',
				content.toString('latin1'),
				`--${String(boundary)}--`,
				'',
			].join('\r\n'),
		);
		expect(Number(opened.headers['Content-Length'])).toBe(text.length);
		expect(opened.wasSentWhole).toBe(true);
	});

	test.each([
		['a JPEG that is called PNG', 'photo.png', 'photo.jpg'],
		['quotes and line breaks', 'a".jpg"\r\nX-Evil: 1', 'a%22.jpg%22%0D%0AX-Evil: 1'],
		['control characters and marks of direction', 'a\0\\b\u202e.jpg', 'a__b_.jpg'],
		['characters of many scripts', 'Überraschung 東京 🎬.jpg', 'Überraschung 東京 🎬.jpg'],
		['too many characters', `${'🎬'.repeat(300)}.jpg`, `${'🎬'.repeat(196)}.jpg`],
		['no name', '', 'file.jpg'],
	])('names a file with %s', async (_, fileName, sent) => {
		const opened = await openMultipart(inMemory(beginningOf('jpeg'), fileName), {} as StoreHelpers);
		const text = (opened.body as Buffer).toString();
		expect(text).toContain(`filename="${sent}"\r\nContent-Type: image/jpeg\r\n\r\n`);
	});
});

describe('How far a stored file was sent', () => {
	const size = 40 + 32 * MEBIBYTE;

	test('is known, and only the last byte makes it whole', async () => {
		const { store, streams } = storeOf(size, () => chunks(32 * 16));
		const opened = await openMultipart(stored(), store);
		const parts = (opened.body as Readable)[Symbol.asyncIterator]();
		let taken = 0;
		const openedAt = opened.lastProgressAt;
		for (let left = 10; left > 0; left--) taken += ((await parts.next()).value as Buffer).length;
		expect(opened.wasSentWhole).toBe(false);
		expect(opened.lastProgressAt).toBeGreaterThan(openedAt);
		for (let next = await parts.next(); !next.done; next = await parts.next()) {
			taken += (next.value as Buffer).length;
		}
		expect(opened.wasSentWhole).toBe(true);
		expect(taken).toBe(Number(opened.headers['Content-Length']));
		opened.close();
		await until(() => streams.every(({ destroyed }) => destroyed));
	});

	test('closing it early closes the file', async () => {
		const { store, streams } = storeOf(size, () => chunks(32 * 16));
		const opened = await openMultipart(stored(), store);
		opened.close();
		await until(() => streams.length === 2 && streams.every(({ destroyed }) => destroyed));
		expect(opened.wasSentWhole).toBe(false);
	});
});

describe('A stored file that is not there any more names itself', () => {
	const gone = () => {
		throw new Error('ENOENT: no such file');
	};

	const failureOf = async (opening: Promise<unknown>) =>
		await opening.then(
			() => undefined,
			(error: unknown) => (error instanceof Failure ? [error.kind, error.message] : error),
		);

	test.each<[string, (open: number) => Promise<Readable>]>([
		[
			'the store does not find it',
			async () => await Promise.reject(new Error('ENOENT: no such file')),
		],
		[
			'it vanishes as it is opened',
			async () =>
				await Promise.resolve(
					new Readable({
						construct: (opened) => setImmediate(() => opened(new Error('ENOENT: no such file'))),
						read: gone,
					}),
				),
		],
	])('%s', async (_, reopened) => {
		const { store } = storeOf(40, () => chunks(0));
		const file = stored();
		await file.inspect(store);
		const vanished = { ...store, getBinaryStream: reopened } as unknown as StoreHelpers;
		expect(await failureOf(openMultipart(file, vanished))).toEqual([
			'invalid',
			'“data” (clip.mp4) cannot be read: ENOENT: no such file',
		]);
	});

	test.each<[string, () => Iterable<Buffer>, string]>([
		[
			'while it is read',
			function* () {
				yield* chunks(16);
				gone();
			},
			'ENOENT: no such file',
		],
		[
			'it is shorter than it was',
			() => chunks(1),
			`it has ${40 + 65_536} bytes instead of ${40 + 2 * MEBIBYTE}`,
		],
	])('%s', async (_, read, reason) => {
		const { store, streams } = storeOf(40 + 2 * MEBIBYTE, read);
		const server = createServer((request: IncomingMessage) => request.resume());
		await new Promise<void>((resolve) => server.listen(0, resolve));
		const { port } = server.address() as AddressInfo;
		const opened = await openMultipart(stored(), store);
		const sending = fetch(`http://127.0.0.1:${String(port)}`, {
			method: 'POST',
			headers: opened.headers as Record<string, string>,
			body: opened.body as never,
			duplex: 'half',
		} as RequestInit);
		await expect(sending).rejects.toThrow();
		expect(opened.wasSentWhole).toBe(false);
		expect(opened.failure).toMatchObject({
			kind: 'invalid',
			message: `“data” (clip.mp4) cannot be read: ${reason}`,
		});
		opened.close();
		await until(() => streams.every(({ destroyed }) => destroyed));
		server.closeAllConnections();
		server.close();
	});
});

test('a stop ends the opening of a file', async () => {
	const stop = new AbortController();
	const { store } = storeOf(40, () => chunks(0));
	const file = stored();
	await file.inspect(store);
	const silent = { getBinaryStream: async () => await new Promise<never>(() => undefined) };
	const opening = openMultipart(file, silent as unknown as StoreHelpers, stop.signal);
	stop.abort();
	await expect(opening).rejects.toMatchObject({ kind: 'aborted' });
});
