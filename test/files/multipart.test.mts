import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import type { IBinaryData, IExecuteSingleFunctions } from 'n8n-workflow';

import { InputFile } from '../../nodes/shared/files/inputFile';
import { multipart } from '../../nodes/shared/files/multipart';
import { inMemory, stored } from './item.mts';

type Helpers = IExecuteSingleFunctions['helpers'];

const none = {} as Helpers;

/** The boundary that a body was made with. */
function boundaryOf(headers: Record<string, string>): string {
	const [, boundary = ''] =
		/^multipart\/form-data; boundary=(----n8n-nodes-wonda-[a-zA-Z0-9]{24})$/.exec(
			headers['Content-Type'] ?? '',
		) ?? [];
	expect(boundary).not.toBe('');
	return boundary;
}

/** A body as RFC 7578 has it, one character for each byte. */
const bodyOf = (boundary: string, fileName: string, type: string, content: string) =>
	[
		`--${boundary}`,
		`Content-Disposition: form-data; name="file"; filename="${fileName}"`,
		`Content-Type: ${type}`,
		'',
		content,
		`--${boundary}--`,
		'',
	].join('\r\n');

async function sent(binary: IBinaryData, helpers = none) {
	const { headers, body, close } = await multipart(new InputFile(binary), helpers);
	const bytes = Buffer.isBuffer(body) ? body : await buffer(body);
	expect(Object.keys(headers)).toEqual(['Content-Type', 'Content-Length']);
	expect(headers['Content-Length']).toBe(String(bytes.length));
	close();
	return { boundary: boundaryOf(headers), text: bytes.toString('latin1'), body };
}

describe('A file in memory', () => {
	test.each([
		['its name', 'clip.mp4', 'clip.mp4'],
		['blanks around its name', ' clip.mp4 ', ' clip.mp4 '],
		['what is unsafe in its name', 'a"b\\c\r\n.mp4', 'a%22b_c%0D%0A.mp4'],
		['a name that is too long', 'a'.repeat(201), 'a'.repeat(200)],
		['no name', undefined, 'file.mp4'],
		['an empty name', '', 'file.mp4'],
		['blanks for a name', ' \n', 'file.mp4'],
	])('goes up with %s', async (_name, fileName, shown) => {
		const { boundary, text, body } = await sent(
			inMemory('the\r\n\0\xffcontent', { fileName, mimeType: 'video/mp4' }),
		);
		expect(text).toBe(bodyOf(boundary, shown, 'video/mp4', 'the\r\n\0\xffcontent'));
		expect(Buffer.isBuffer(body)).toBe(true);
	});

	test.each([
		['image/svg+xml', 'image/svg+xml', 'file.svg'],
		['image/jpg', 'image/jpeg', 'file.jpeg'],
		['video/x-msvideo', 'video/x-msvideo', 'file.x-msvideo'],
		['audio/x-m4a', 'audio/m4a', 'file.m4a'],
	])('of the type %s has a name of its own', async (mimeType, type, fileName) => {
		const { boundary, text } = await sent(inMemory('x', { mimeType }));
		expect(text).toBe(bodyOf(boundary, fileName, type, 'x'));
	});

	test('has its length told by its bytes, whatever stands between them', async () => {
		const { data } = inMemory('x'.repeat(1000));
		const binary = { mimeType: 'video/mp4', fileName: 'a', data: data.replace(/.{76}/g, '$&\r\n') };
		const { boundary, text } = await sent(binary);
		expect(text).toBe(bodyOf(boundary, 'a', 'video/mp4', 'x'.repeat(1000)));
	});

	test('has another boundary each time', async () => {
		const binary = inMemory('x', { mimeType: 'video/mp4' });
		const [first, second] = [await sent(binary), await sent(binary)];
		expect(first.boundary).not.toBe(second.boundary);
	});

	test('may have a name of several bytes for a character', async () => {
		const name = '東京🎬.mp4';
		const { text } = await sent(inMemory('x', { mimeType: 'video/mp4', fileName: name }));
		expect(Buffer.from(text, 'latin1').toString()).toContain(`filename="${name}"`);
	});
});

describe('A file in a store', () => {
	/** n8n's store with one file, and a stream of it that stays what it is. */
	function storeOf(...pieces: string[]) {
		const content = Readable.from(
			pieces.map((piece) => Buffer.from(piece, 'latin1')),
			{ objectMode: false },
		);
		const helpers = {
			getBinaryStream: async () => content,
			getBinaryMetadata: async () => ({ fileSize: pieces.join('').length }),
		} as unknown as Helpers;
		return { content, helpers };
	}

	const binary = stored('id-1', { mimeType: 'video/mp4', fileName: 'clip.mp4' });

	test.each([[['one piece']], [['several', '\r\n', '\0pieces\xff']], [[]]])(
		'goes up as a stream of bytes, whose length is told beforehand: %j',
		async (pieces) => {
			const { helpers } = storeOf(...pieces);
			const { boundary, text, body } = await sent(binary, helpers);
			expect(text).toBe(bodyOf(boundary, 'clip.mp4', 'video/mp4', pieces.join('')));
			expect(body).toBeInstanceOf(Readable);
			expect((body as Readable).readableObjectMode).toBe(false);
		},
	);

	test('is closed, however far it was sent', async () => {
		const { content, helpers } = storeOf('x'.repeat(100), 'y'.repeat(100));
		const { body, close } = await multipart(new InputFile(binary), helpers);
		expect([(body as Readable).destroyed, content.destroyed]).toEqual([false, false]);
		close();
		expect([(body as Readable).destroyed, content.destroyed]).toEqual([true, true]);
	});

	test('that cannot be opened is an error', async () => {
		const gone = new Error('ENOENT');
		const { helpers } = storeOf('x');
		const getBinaryStream = async () => await Promise.reject(gone);
		await expect(multipart(new InputFile(binary), { ...helpers, getBinaryStream })).rejects.toBe(
			gone,
		);
	});
});
