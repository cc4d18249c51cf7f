import { complaintIn, CONTENT, inMemory, useFileStore } from '../../support/files.mts';
import { useSandbox } from '../../support/sandbox.mts';
import { OTHER_NAMES, SAY_NOTHING } from './typeNames.mts';

const api = useSandbox();
const store = useFileStore();

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"/>';

/** The type with which a file was uploaded, or what was wrong with it. */
async function typeSent(
	content: Buffer | string,
	mimeType: string,
	stored = false,
): Promise<unknown> {
	const bytes = Buffer.from(content as string, 'latin1');
	const details = { mimeType, fileName: 'a.bin' };
	const file = stored ? await store(bytes, details) : inMemory(bytes, details);
	const { error } = await api.run('media-upload', { files: [{ data: file }] });
	if (error) {
		expect(api.sent()).toEqual([]);
		return complaintIn(error.message);
	}
	const { files } = api.sent('POST')[0]?.body as { files: { mimeType: string }[] };
	return files[0]?.mimeType;
}

describe('Another name of a type is sent as the API names it', () => {
	test.each(OTHER_NAMES)('%s', async (mimeType, sent) => {
		expect(await typeSent(CONTENT.noise, mimeType)).toBe(sent);
		api.sandbox.reset();
		expect(await typeSent(CONTENT.noise, ` ${mimeType.toUpperCase()} ;codecs="a;b"`)).toBe(sent);
	});
});

describe('A type that says nothing leaves it to the bytes', () => {
	test.each([...SAY_NOTHING, 'Text/Plain; charset=UTF-8'])('“%s”', async (mimeType) => {
		expect(await typeSent(CONTENT.png, mimeType)).toBe('image/png');
	});
});

/** Bytes of 8-bit samples between the beginning of a file and what tells its type. */
const padded = (before: string, length: number, after: string) =>
	before + '\xec'.repeat(length - before.length) + after;

const comment = (length: number) => `<!--${' é'.repeat(length)}-->`;

describe('First bytes that tell a type', () => {
	test.each<[name: string, content: Buffer | string, type: string]>([
		['JPEG', CONTENT.jpeg, 'image/jpeg'],
		['PNG', CONTENT.png, 'image/png'],
		['GIF of 1987', 'GIF87a\x01\0\x01\0', 'image/gif'],
		['GIF of 1989', CONTENT.gif, 'image/gif'],
		['WebP', CONTENT.webp, 'image/webp'],
		['AVI', CONTENT.avi, 'video/x-msvideo'],
		['WAV', CONTENT.wav, 'audio/wav'],
		['QuickTime', CONTENT.quicktime, 'video/quicktime'],
		['QuickTime that begins with its table', '\0\0\x10\0moov\0\0\0\x6cmvhd', 'video/quicktime'],
		['QuickTime that begins with its data', '\0\0\x10\0mdat\0\0', 'video/quicktime'],
		['QuickTime that begins with room', CONTENT.oldQuicktime, 'video/quicktime'],
		['M4A', CONTENT.m4a, 'audio/m4a'],
		['M4B', '\0\0\0\x1cftypM4B \0\0\0\0M4B mp42', 'audio/m4a'],
		['MP4', CONTENT.mp4, 'video/mp4'],
		['WebM', CONTENT.webm, 'video/webm'],
		['WebM with a long header', padded('\x1aE\xdf\xa3', 68, 'webm'), 'video/webm'],
		['Ogg', CONTENT.ogg, 'audio/ogg'],
		['MP3 with a tag', CONTENT.mp3, 'audio/mpeg'],
		...['\xe2', '\xe3', '\xf2', '\xf3', '\xfa', '\xfb'].map((second): [string, string, string] => [
			`MP3, ff ${second.charCodeAt(0).toString(16)}`,
			`\xff${second}\x90\x44`,
			'audio/mpeg',
		]),
		...['\xf0', '\xf1', '\xf8', '\xf9'].map((second): [string, string, string] => [
			`AAC, ff ${second.charCodeAt(0).toString(16)}`,
			`\xff${second}\x50\x80`,
			'audio/aac',
		]),
		['SVG', SVG, 'image/svg+xml'],
		['SVG of an element without attributes', '<svg>', 'image/svg+xml'],
		['SVG of an empty element', '<svg/>', 'image/svg+xml'],
		['SVG after blanks', `\n\t \r\n${SVG}`, 'image/svg+xml'],
		['SVG after a byte order mark', `\xef\xbb\xbf${SVG}`, 'image/svg+xml'],
		['SVG after an XML declaration', `<?xml version="1.0"?>${SVG}`, 'image/svg+xml'],
		[
			'SVG after a style sheet',
			`<?xml version="1.0"?>\n<?xml-stylesheet href="a.css"?>\n${SVG}`,
			'image/svg+xml',
		],
		['SVG after comments', `<!-- a --><!----> <!-- > <b> -->\n${SVG}`, 'image/svg+xml'],
		[
			'SVG after a comment in UTF-8',
			Buffer.from(`\ufeff<!-- Zeichnung für 東京 🎬 -->\n${SVG}`),
			'image/svg+xml',
		],
		['SVG after a comment of 900 bytes', Buffer.from(comment(300) + SVG), 'image/svg+xml'],
		[
			'SVG with a document type',
			`<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">${SVG}`,
			'image/svg+xml',
		],
		[
			'SVG with a document type that declares more than is looked at',
			`<!DOCTYPE svg [<!ENTITY a "${'b'.repeat(2000)}">]>${SVG}`,
			'image/svg+xml',
		],
		['SVG in a namespace', '<svg:svg xmlns:svg="http://www.w3.org/2000/svg"/>', 'image/svg+xml'],
	])('%s', async (_, content, type) => {
		expect(await typeSent(content, '')).toBe(type);
		api.sandbox.reset();
		// Of a stored file no more than the first bytes are read.
		const long = Buffer.concat([Buffer.from(content as string, 'latin1'), Buffer.alloc(200_000)]);
		expect(await typeSent(long, '', true)).toBe(type);
	});
});

describe('First bytes that tell a type which the API does not take', () => {
	test.each<[name: string, content: Buffer | string, told: string]>([
		['HEIC', CONTENT.heic, 'image/heic'],
		['HEIC of 10 bits', '\0\0\0\x18ftypheix', 'image/heic'],
		['HEVC', '\0\0\0\x18ftyphevc', 'image/heic'],
		['HEIF', '\0\0\0\x18ftypmif1', 'image/heic'],
		['HEIF of several pictures', '\0\0\0\x18ftypmsf1', 'image/heic'],
		['AVIF', CONTENT.avif, 'image/avif'],
		['AVIF of several pictures', '\0\0\0\x18ftypavis', 'image/avif'],
		['Matroska', CONTENT.matroska, 'video/x-matroska'],
		['Matroska that speaks of webm later', padded('\x1aE\xdf\xa3', 69, 'webm'), 'video/x-matroska'],
		['PDF', CONTENT.pdf, 'application/pdf'],
		['HTML', CONTENT.html, 'text/html'],
		['HTML in capitals', '<!doctype HTML>', 'text/html'],
		['HTML without a document type', '\n<html lang="en">', 'text/html'],
		['HTML that was saved', '<!-- saved from a page -->\n<HTML>', 'text/html'],
	])('%s', async (_, content, told) => {
		expect(await typeSent(content, '')).toBe(`names “data” (a.bin), which is ${told}`);
	});
});

describe('First bytes that tell no type', () => {
	test.each<[name: string, content: Buffer | string]>([
		['noise', CONTENT.noise],
		['a WebP that is cut', 'RIFF\0\0\0\0WEB'],
		['a JPEG that is cut', '\xff\xd8'],
		['bytes after those that would tell it', ` ${CONTENT.png.toString('latin1')}`],
		['an element that only begins as SVG does', '<svgs>'],
		['SVG in capitals, which XML does not know', '<SVG>'],
		['a text that holds SVG', `See ${SVG}`],
		['SVG in a comment', `<!-- ${SVG} -->`],
		['a comment without an end', `<!-- ${SVG}`],
		['an XML declaration without an end', `<?xml ${SVG}`],
		['XML of another kind', '<?xml version="1.0"?><rss/>'],
		['another document type', '<!DOCTYPE book>'],
		['SVG after more than is looked at', ' '.repeat(1024) + SVG],
	])('%s', async (_, content) => {
		expect(await typeSent(content, '')).toBe('names “data” (a.bin), which is of an unknown type');
	});
});

const IMAGES = ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/svg+xml'];
const VIDEOS = ['video/mp4', 'video/webm', 'video/quicktime', 'video/x-msvideo'];
const AUDIO = [
	...['audio/mpeg', 'audio/mp3', 'audio/wav', 'audio/ogg', 'audio/webm', 'audio/aac', 'audio/m4a'],
];
const FOREIGN = ['video/x-matroska', 'image/heic', 'application/pdf', 'constructor', '__proto__'];

describe('Each kind of file', () => {
	const ALL = [...IMAGES, ...VIDEOS, ...AUDIO, ...FOREIGN];

	test.each(ALL)('Media > Upload: %s', async (type) => {
		const taken = !FOREIGN.includes(type);
		expect(await typeSent(CONTENT.noise, type)).toBe(
			taken ? type : `names “data” (a.bin), which is ${type}`,
		);
	});

	test.each(ALL)('Video > Publish: %s', async (mimeType) => {
		const { error } = await api.run('video-publish', {
			files: [{ data: inMemory(CONTENT.noise, { mimeType }) }],
			parameters: { source: 'binary', waitForCompletion: false },
		});
		expect(complaintIn(error?.message)).toBe(
			VIDEOS.includes(mimeType) ? undefined : `names “data” (clip.mp4), which is ${mimeType}`,
		);
		expect(api.sandbox.posts).toHaveLength(VIDEOS.includes(mimeType) ? 1 : 0);
	});

	test.each(ALL)('Carousel > Publish: %s', async (mimeType) => {
		const taken = ['image/jpeg', 'image/webp'].includes(mimeType);
		const file = inMemory(CONTENT.noise, { mimeType, fileName: 'a.bin' });
		const { error } = await api.run('carousel-publish', {
			files: [{ a: file, b: file }],
			parameters: { source: 'binary', binaryPropertyNames: 'a,b' },
		});
		expect(complaintIn(error?.message)).toBe(
			taken
				? undefined
				: `names “a” (a.bin), which is ${mimeType}; names “b” (a.bin), which is ${mimeType}`,
		);
		expect(api.sandbox.posts).toHaveLength(taken ? 1 : 0);
	});
});

test('of a file in memory only its beginning is decoded to tell its type', async () => {
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

describe('A file that would hold up a backtracking expression takes no longer than another one', () => {
	test.each([
		['203 bytes of comments', Buffer.from('<!---->'.repeat(29))],
		['1,024 bytes of comments', Buffer.from('<!---->'.repeat(147).slice(0, 1024))],
	])('%s', async (_, content) => {
		const timeOf = async (bytes: Buffer) => {
			const started = performance.now();
			expect(await typeSent(bytes, 'text/plain')).toBe('names “data” (a.bin), which is text/plain');
			return performance.now() - started;
		};
		const plain = [await timeOf(CONTENT.noise), await timeOf(CONTENT.noise)];
		expect(await timeOf(content)).toBeLessThan(20 * Math.max(...plain));
	});
});
