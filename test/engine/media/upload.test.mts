import { createHash } from 'node:crypto';

import { CONTENT, inMemory, useFileStore, type FileDetails } from '../../support/files.mts';
import { useSandbox } from '../../support/sandbox.mts';

const api = useSandbox();
const store = useFileStore();

const keptBy = {
	'in memory': async (content: Buffer, details?: FileDetails) => inMemory(content, details),
	'in n8n’s store': async (content: Buffer, details?: FileDetails) => await store(content, details),
};
const KEPT = Object.keys(keptBy) as (keyof typeof keptBy)[];

const sentFile = () =>
	(api.sent('POST')[0]?.body as { files: object[] } | undefined)?.files[0] as
		| Record<string, unknown>
		| undefined;

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');

test('outputs the answer of the API', async () => {
	const { outputs, error } = await api.run('media-upload', {
		files: [{ data: inMemory(CONTENT.mp4) }],
	});

	expect(error).toBeUndefined();
	const [media] = api.sandbox.media.filter(({ source }) => source === 'user_upload');
	const answer = { mediaId: media?.mediaId, url: media?.url, mimeType: 'video/mp4' };
	expect(outputs[0]).toEqual([
		{ json: { ...answer, uploads: { file: answer } }, pairedItem: { item: 0 } },
	]);
});

describe.each(KEPT)('A file %s', (kept) => {
	const file = keptBy[kept];

	test('arrives whole, with its name, type and length', async () => {
		const content = Buffer.alloc(300_000, 'content of a video');
		await api.run('media-upload', { files: [{ data: await file(content) }] });

		expect(sentFile()).toEqual({
			field: 'file',
			fileName: 'clip.mp4',
			mimeType: 'video/mp4',
			size: content.length,
			sha256: sha256(content),
		});
		const headers = api.sent('POST')[0]?.headers ?? {};
		// Head and tail of the body around the content; without a length the body would come in chunks.
		expect(Number(headers['content-length']) - content.length).toBeGreaterThan(100);
		expect(headers['transfer-encoding']).toBeUndefined();
	});

	test.each([
		['with quotes', 'my "best" clip.mp4'],
		['with new lines', 'two\r\nlines\n.mp4'],
		['that tries to end its header', 'a.mp4"\r\nX-Evil: 1\r\n\r\n'],
		['with non-ASCII characters', 'Überraschung 東京 🎬.mp4'],
		['with a percent sign and a semicolon', '100%; done.mp4'],
	])('may have a name %s', async (_, fileName) => {
		const { error } = await api.run('media-upload', {
			files: [{ data: await file(CONTENT.mp4, { fileName }) }],
		});

		expect(error).toBeUndefined();
		expect(sentFile()).toMatchObject({ fileName, sha256: sha256(CONTENT.mp4) });
	});

	test.each([
		['file.mp4', 'mp4', 'video/mp4'],
		['file.svg', 'svg', 'image/svg+xml'],
	] as const)('without a name is called %s', async (fileName, content, mimeType) => {
		await api.run('media-upload', {
			files: [{ data: await file(CONTENT[content], { fileName: '', mimeType }) }],
		});
		expect(sentFile()).toMatchObject({ fileName, mimeType });
	});
});

describe('The type is that of the item', () => {
	test.each([
		['video/mp4; codecs="avc1"', 'video/mp4'],
		['VIDEO/MP4', 'video/mp4'],
		['image/jpg', 'image/jpeg'],
		['video/avi', 'video/x-msvideo'],
		['audio/x-wav', 'audio/wav'],
		['audio/mp4', 'audio/m4a'],
		['image/svg+xml', 'image/svg+xml'],
	])('%s is sent as %s', async (mimeType, sent) => {
		const { error } = await api.run('media-upload', {
			files: [{ data: inMemory(CONTENT.noise, { mimeType }) }],
		});
		expect(error).toBeUndefined();
		expect(sentFile()).toMatchObject({ mimeType: sent });
	});
});

const TYPES: [content: keyof typeof CONTENT, type: string][] = [
	['mp4', 'video/mp4'],
	['quicktime', 'video/quicktime'],
	['oldQuicktime', 'video/quicktime'],
	['webm', 'video/webm'],
	['avi', 'video/x-msvideo'],
	['jpeg', 'image/jpeg'],
	['png', 'image/png'],
	['gif', 'image/gif'],
	['webp', 'image/webp'],
	['svg', 'image/svg+xml'],
	['wav', 'audio/wav'],
	['m4a', 'audio/m4a'],
	['mp3', 'audio/mpeg'],
	['bareMp3', 'audio/mpeg'],
	['aac', 'audio/aac'],
	['ogg', 'audio/ogg'],
];

describe('The type is told by the first bytes', () => {
	test.each(TYPES)('of %s: %s', async (content, type) => {
		const { error } = await api.run('media-upload', {
			files: [{ data: inMemory(CONTENT[content], { mimeType: 'application/octet-stream' }) }],
		});
		expect(error).toBeUndefined();
		expect(sentFile()).toMatchObject({ mimeType: type });
	});

	test.each(['', 'application/octet-stream', 'binary/octet-stream', 'text/plain', '*/*'])(
		'when the item says “%s”',
		async (mimeType) => {
			const long = Buffer.concat([CONTENT.webm, Buffer.alloc(200_000)]);
			const { error } = await api.run('media-upload', {
				files: [{ data: await store(long, { mimeType }) }],
			});
			expect(error).toBeUndefined();
			expect(sentFile()).toMatchObject({ mimeType: 'video/webm', sha256: sha256(long) });
		},
	);
});

describe('A file that the API does not take is not sent', () => {
	const KINDS =
		'an image (JPEG, PNG, GIF, WebP or SVG), a video (MP4, QuickTime, WebM or AVI) or an audio file (MP3, WAV, Ogg, WebM, AAC or M4A)';

	test.each([
		['application/pdf', 'pdf', 'application/pdf'],
		['', 'pdf', 'application/pdf'],
		['', 'matroska', 'video/x-matroska'],
		['', 'heic', 'image/heic'],
		['', 'avif', 'image/avif'],
		['', 'html', 'text/html'],
		['text/plain', 'noise', 'text/plain'],
		['', 'noise', 'of an unknown type'],
	] as const)('with the type “%s” and the bytes of %s', async (mimeType, content, told) => {
		const { error } = await api.run('media-upload', {
			files: [{ data: inMemory(CONTENT[content], { mimeType, fileName: 'a.bin' }) }],
		});
		expect(error?.message).toBe(
			`Input Binary Field names “data” (a.bin), which is ${told}. It takes ${KINDS}`,
		);
		expect(api.sent()).toEqual([]);
	});
});

test('several items upload their files, each paired with its own', async () => {
	const contents = [CONTENT.mp4, CONTENT.png, CONTENT.mp3];
	const types = ['video/mp4', 'image/png', 'audio/mpeg'];
	const { outputs } = await api.run('media-upload', {
		files: contents.map((content, item) => ({
			data: inMemory(content, { mimeType: types[item] }),
		})),
	});
	expect(outputs[0]?.map(({ json, pairedItem }) => [json.mimeType, pairedItem])).toEqual(
		types.map((type, item) => [type, { item }]),
	);
});

test('On Error: Continue keeps the other uploads, and says which file failed', async () => {
	const { outputs } = await api.run('media-upload', {
		files: [
			{ data: inMemory(CONTENT.mp4, { fileName: 'refused.mp4' }) },
			{ data: inMemory(CONTENT.mp4) },
			{ data: inMemory(CONTENT.pdf, { mimeType: 'application/pdf', fileName: 'a.pdf' }) },
		],
		node: { onError: 'continueRegularOutput' },
	});
	expect(outputs[0]).toEqual([
		{
			json: {
				error: expect.objectContaining({
					message:
						'Upload of “data” (refused.mp4) failed: Wonda did not take the file: the file could not be read',
				}),
			},
			pairedItem: { item: 0 },
		},
		{ json: expect.objectContaining({ mimeType: 'video/mp4' }), pairedItem: { item: 1 } },
		{
			json: {
				error: expect.objectContaining({ message: expect.stringContaining('is application/pdf') }),
			},
			pairedItem: { item: 2 },
		},
	]);
});
