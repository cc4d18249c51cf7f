import type { IBinaryData } from 'n8n-workflow';

import { complaintIn, CONTENT, inMemory, useFileStore } from '../../support/files.mts';
import { useSandbox } from '../../support/sandbox.mts';

const api = useSandbox();
const store = useFileStore();

/** What became of each file: the type with which it went up, or what was wrong with it. */
async function typesSent(files: IBinaryData[], workflow = 'media-upload', parameters = {}) {
	const { outputs } = await api.run(workflow, {
		files: files.map((data) => ({ data, second: data })),
		parameters: { caption: '={{ String($itemIndex) }}', waitForCompletion: false, ...parameters },
		node: { onError: 'continueRegularOutput' },
	});
	const types = new Map(api.sandbox.media.map(({ mediaId, mimeType }) => [mediaId, mimeType]));
	return outputs[0]?.map(({ json }) => {
		const { error, mediaId, mediaIds } = json as Record<string, unknown>;
		if (error) return complaintIn((error as Error).message);
		return types.get((mediaId ?? (mediaIds as string[])[0]) as string);
	});
}

const named = (content: Buffer | string, mimeType: string) =>
	inMemory(Buffer.from(content as string, 'latin1'), { mimeType, fileName: 'a.bin' });

/** Names of types that are not the API's own. */
const OTHER_NAMES = {
	'application/mp4': 'video/mp4',
	'audio/mp3': 'audio/mpeg',
	'audio/mp4': 'audio/m4a',
	'audio/vnd.wave': 'audio/wav',
	'audio/wave': 'audio/wav',
	'audio/x-aac': 'audio/aac',
	'audio/x-m4a': 'audio/m4a',
	'audio/x-wav': 'audio/wav',
	'image/jpg': 'image/jpeg',
	'image/pjpeg': 'image/jpeg',
	'video/avi': 'video/x-msvideo',
	'video/mpeg4': 'video/mp4',
	'video/msvideo': 'video/x-msvideo',
	'video/vnd.avi': 'video/x-msvideo',
	'video/x-m4v': 'video/mp4',
	'video/x-mp4': 'video/mp4',
	' VIDEO/MP4 ;codecs="a;b"': 'video/mp4',
};

test('another name of a type is sent as the API names it', async () => {
	const files = Object.keys(OTHER_NAMES).map((mimeType) => named(CONTENT.noise, mimeType));
	expect(await typesSent(files)).toEqual(Object.values(OTHER_NAMES));
});

test('a type that says nothing leaves it to the bytes', async () => {
	const types = [
		...['', '*/*', 'application/binary', 'application/force-download', 'application/octet-stream'],
		...['application/unknown', 'application/x-binary', 'application/x-download'],
		...['binary/octet-stream', 'text/plain', 'Text/Plain; charset=UTF-8'],
	];
	expect(await typesSent(types.map((type) => named(CONTENT.png, type)))).toEqual(
		types.map(() => 'image/png'),
	);
});

/** EBML with the document type so many bytes from the beginning. */
const webmAt = (length: number) => '\x1aE\xdf\xa3'.padEnd(length, '\xec') + 'webm';

const mp3s = ['\xe2', '\xe3', '\xf2', '\xf3', '\xfa', '\xfb'].map((byte) => `\xff${byte}\x90\x44`);
const aacs = ['\xf0', '\xf1', '\xf8', '\xf9'].map((byte) => `\xff${byte}\x50\x80`);

/** First bytes of files by the type that they show. */
const BYTES: [type: string, ...contents: (Buffer | string)[]][] = [
	['image/jpeg', CONTENT.jpeg],
	['image/png', CONTENT.png],
	['image/gif', 'GIF87a\x01\0\x01\0', CONTENT.gif],
	['image/webp', CONTENT.webp],
	['video/mp4', CONTENT.mp4],
	['video/quicktime', CONTENT.quicktime, CONTENT.oldQuicktime],
	['video/quicktime', '\0\0\x10\0moov\0\0\0\x6cmvhd', '\0\0\x10\0mdat\0\0'],
	['video/webm', CONTENT.webm, webmAt(68)],
	['video/x-msvideo', CONTENT.avi],
	['audio/wav', CONTENT.wav],
	['audio/m4a', CONTENT.m4a, '\0\0\0\x1cftypM4B \0\0\0\0M4B mp42'],
	['audio/ogg', CONTENT.ogg],
	['audio/mpeg', CONTENT.mp3, CONTENT.bareMp3, ...mp3s],
	['audio/aac', CONTENT.aac, ...aacs],
];

test('first bytes that show a type the API takes', async () => {
	const rows = BYTES.flatMap(([type, ...contents]) =>
		contents.map((content) => [type, content] as const),
	);
	const inAll = rows.map(([type]) => type);
	expect(await typesSent(rows.map(([, content]) => named(content, '')))).toEqual(inAll);
	// Of a stored file no more than the first bytes are read.
	const long = (content: Buffer | string) =>
		Buffer.concat([Buffer.from(content as string, 'latin1'), Buffer.alloc(200_000)]);
	const stored = rows.map(async ([, content]) => await store(long(content), { mimeType: '' }));
	expect(await typesSent(await Promise.all(stored))).toEqual(inAll);
});

test('markup is an SVG image where the item says so, and a web page elsewhere', async () => {
	const types = ['image/svg+xml', '', 'video/mp4'];
	expect(await typesSent(types.map((type) => named(CONTENT.svg, type)))).toEqual([
		'image/svg+xml',
		'“data” (a.bin) is a web page, which is what an expired link returns',
		'“data” (a.bin) is a web page, which is what an expired link returns',
	]);
});

test.each<[shown: string, contents: (Buffer | string)[]]>([
	['image/heic', [CONTENT.heic, '\0\0\0\x18ftypheix', '\0\0\0\x18ftypmif1', '\0\0\0\x18ftypmsf1']],
	['image/avif', [CONTENT.avif, '\0\0\0\x18ftypavis']],
	['video/x-matroska', [CONTENT.matroska, webmAt(100)]],
	['application/pdf', [CONTENT.pdf]],
	[
		'a web page, which is what an expired link returns',
		[CONTENT.html, '<!doctype HTML>', '\n<html lang="en">'],
	],
	['JSON, which is what an API returns for an error', ['{"error":"gone"}', ' [1]']],
	['plain text', [CONTENT.text, '\xff\xd8']],
	['of an unknown type', [CONTENT.noise, 'RIFF\0\0\0\0WEB']],
	['of an unknown type', [` ${CONTENT.png.toString('latin1')}`]],
])('first bytes that are %s are refused', async (shown, contents) => {
	expect(await typesSent(contents.map((content) => named(content, '')))).toEqual(
		contents.map(() => `“data” (a.bin) is ${shown}`),
	);
	expect(api.sent()).toEqual([]);
});

const IMAGES = ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/svg+xml'];
const VIDEOS = ['video/mp4', 'video/webm', 'video/quicktime', 'video/x-msvideo'];
const AUDIO = ['mpeg', 'wav', 'ogg', 'webm', 'aac', 'm4a'].map((name) => `audio/${name}`);
const FOREIGN = ['video/x-matroska', 'image/heic', 'application/pdf', 'constructor', '__proto__'];

test.each([
	['media-upload', [...IMAGES, ...VIDEOS, ...AUDIO], {}],
	['video-publish', VIDEOS, { source: 'binary' }],
	[
		'carousel-publish',
		['image/jpeg', 'image/webp'],
		{ source: 'binary', binaryPropertyNames: 'data, second' },
	],
])('%s takes the types of the API, and no other', async (workflow, taken, parameters) => {
	const all = [...IMAGES, ...VIDEOS, ...AUDIO, ...FOREIGN];
	const files = all.map((type) => named(CONTENT.noise, type));
	const sent = await typesSent(files, workflow, parameters);
	expect(sent?.map((words, index) => words === all[index])).toEqual(
		all.map((type) => taken.includes(type)),
	);
	for (const [index, type] of all.entries()) {
		const shown = FOREIGN.includes(type) ? 'of an unknown type' : type;
		if (!taken.includes(type)) expect(sent?.[index]).toContain(`“data” (a.bin) is ${shown}`);
	}
});

test('a MIME type forges no header', async () => {
	const types = ['video/mp4\r\nX-Evil: 1', 'video/mp4;\r\nX-Evil: 1', `video/${'a'.repeat(1e6)}`];
	expect(await typesSent(types.map((type) => named(CONTENT.noise, type)))).toEqual([
		'“data” (a.bin) is of an unknown type',
		'video/mp4',
		'“data” (a.bin) is of an unknown type',
	]);
	expect(api.sent('POST').map(({ headers }) => headers)).toEqual([
		expect.not.objectContaining({ 'x-evil': expect.anything() }),
	]);
});

test('of a file in memory only its beginning is decoded to find its type', async () => {
	const data = inMemory(Buffer.alloc(3_000_000, CONTENT.pdf), { mimeType: '' });
	const decoding = jest.spyOn(Buffer, 'from');
	const { error } = await api.run('media-upload', { files: [{ data }] });
	const decoded = (decoding.mock.calls as unknown[][])
		.filter(([, encoding]) => encoding === 'base64')
		.map(([text]) => (text as string).length);
	decoding.mockRestore();

	expect(error?.message).toContain('is application/pdf');
	expect(decoded.length).toBeGreaterThan(0);
	expect(Math.max(...decoded)).toBeLessThanOrEqual(2048);
});
