import { rm } from 'node:fs/promises';

import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import type { IBinaryKeyData, IDataObject } from 'n8n-workflow';

import { CONTENT, inMemory, useFileStore } from '../../support/files.mts';
import { useSandbox } from '../../support/sandbox.mts';

const api = useSandbox();
const store = useFileStore();

const clip = () => inMemory(CONTENT.mp4);
const jpeg = (fileName = 'a.jpg') => inMemory(CONTENT.jpeg, { fileName, mimeType: 'image/jpeg' });
const png = () => inMemory(CONTENT.png, { fileName: 'b.png', mimeType: 'image/png' });

/** What each operation takes, as the refusals of a type end. */
const TAKES = {
	video: '. This field takes a video (MP4, QuickTime, WebM or AVI)',
	images: '. This field takes 2 to 35 JPEG or WebP images',
	media:
		'. This field takes an image (JPEG, PNG, GIF, WebP or SVG), a video (MP4, QuickTime, WebM or AVI) or an audio file (MP3, WAV, Ogg, WebM, AAC or M4A)',
};
const FIELD = 'Input Binary Field';
const FIELDS = 'Input Binary Fields';
const EMPTY = 'is empty; enter the name of the input field that holds the file';
const NOTHING = 'resolves to nothing; check its expression, or leave the field empty';
const NO_FILE = 'must name an input field that holds a file, but is';

/** The error of an operation whose files are wrong; nothing may be sent. */
async function refusal(
	workflow: string,
	files: IBinaryKeyData,
	parameters: Record<string, unknown>,
	json: IDataObject = {},
): Promise<string | undefined> {
	const { error } = await api.run(workflow, {
		items: [json],
		files: [files],
		parameters: { source: 'binary', waitForCompletion: false, ...parameters },
	});
	expect(api.sent()).toEqual([]);
	return error?.message;
}

/** The same for the one file of a video. */
const videoRefusal = async (
	binaryPropertyName: unknown,
	json?: IDataObject,
	files?: IBinaryKeyData,
) => await refusal('video-publish', files ?? { data: clip() }, { binaryPropertyName }, json);

test.each<[string, unknown, IBinaryKeyData | undefined, string]>([
	['no name', '={{ "" }}', undefined, `${FIELD} ${EMPTY}`],
	['a blank name', '  ', undefined, `${FIELD} ${EMPTY}`],
	['an expression without a result', '={{ $binary.video }}', undefined, `${FIELD} ${EMPTY}`],
	[
		'a name that is not there',
		'video',
		{ data: clip(), cover: jpeg() },
		'This item has no file in the field “video”. Found: “data”, “cover”',
	],
	...[Buffer.from('x'), 7, null].map((data): [string, string, IBinaryKeyData, string] => [
		'a file whose content is no text',
		'data',
		{ data: { data } as never },
		'“data” of this item is not a file: its content must be Base64, as text',
	]),
	[
		'an item without files',
		'data',
		{},
		'This item has no file in the field “data”. It has no files at all',
	],
	[
		'one of 1,000 files',
		'data',
		Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`f${n}`, clip()])),
		'This item has no file in the field “data”. Found: “f0”, “f1”, “f2”, “f3”, “f4”, “f5”, “f6”, “f7”, “f8”, “f9” and 990 more',
	],
	...['__proto__', 'constructor', 'hasOwnProperty'].map(
		(name): [string, string, undefined, string] => [
			name,
			name,
			undefined,
			`This item has no file in the field “${name}”. Found: “data”`,
		],
	),
	[
		'a name of 100,000 characters',
		'ab'.repeat(50_000),
		undefined,
		`This item has no file in the field “${'ab'.repeat(100)}…”. Found: “data”`,
	],
	['50,000 names', 'a\n'.repeat(50_000), undefined, `${FIELD} takes one file, but has 50000`],
	...['{{ $binary.data }}', '$binary'].map((text): [string, string, undefined, string] => [
		'text that should be an expression',
		text,
		undefined,
		`“${text}” is an expression. Switch the field to Expression, or enter the name of the file’s field`,
	]),
	['a number', '={{ 5 }}', undefined, `${FIELD} ${NO_FILE} 5`],
	['some object', '={{ { file: "data" } }}', undefined, `${FIELD} ${NO_FILE} {"file":"data"}`],
	[
		'two names',
		'={{ ["data", "b"] }}',
		{ data: clip(), b: clip() },
		`${FIELD} takes one file, but has 2`,
	],
	['an image', 'data', { data: jpeg() }, `“data” (a.jpg) is a JPEG image${TAKES.video}`],
	[
		'a Matroska video without a type',
		'data',
		{ data: inMemory(CONTENT.matroska, { mimeType: '', fileName: 'a.mkv' }) },
		`“data” (a.mkv) is a Matroska video${TAKES.video}`,
	],
	[
		'an audio file without a name',
		'data',
		{ data: inMemory(CONTENT.mp3, { mimeType: 'audio/mpeg', fileName: '' }) },
		`“data” is an MP3 audio file${TAKES.video}`,
	],
	[
		'a file without content',
		'data',
		{ data: inMemory(Buffer.alloc(0)) },
		'“data” (clip.mp4) is empty',
	],
])('a video is no %s', async (_, name, files, message) => {
	expect(await videoRefusal(name, {}, files)).toBe(message);
});

test('a file that the library does not take is named with all that it takes', async () => {
	const data = inMemory(CONTENT.pdf, { mimeType: 'application/pdf', fileName: 'a.pdf' });
	expect(await refusal('media-upload', { data }, {})).toBe(
		`“data” (a.pdf) is a PDF document${TAKES.media}`,
	);
});

test.each<[string, IDataObject | unknown[]]>([
	['a list of lists', [['data']]],
	['an ID alone', { id: 'filesystem:some' }],
	['content alone', { data: 'AAAA' }],
	['a MIME type that is no text', { mimeType: 5, data: 'AAAA' }],
	['a file name that is a list', { mimeType: 'video/mp4', fileName: ['a'], data: 'AAAA' }],
	['an ID that is an object', { mimeType: 'video/mp4', id: {}, data: 'AAAA' }],
	['content that is an object', { mimeType: 'video/mp4', data: { length: 1e9 } }],
	['an object with one file and something else', { a: { mimeType: 'video/mp4' }, b: 1 }],
])('an object from data is no file: %s', async (_, value) => {
	expect(await videoRefusal('={{ $json.value }}', { value } as IDataObject)).toMatch(
		/^(?:Entry 1 of the list is not a file but|Input Binary Field must name an input field that holds a file, but is) [[{].*$/,
	);
});

test.each([
	'{"__proto__":{"mimeType":"video/mp4","data":"AAAA"}}',
	'[{"__proto__":{"mimeType":"video/mp4","data":"AAAA"}}]',
	'{"constructor":{"name":"InputFile"}}',
])('an object from data is no file: %s', async (text) => {
	const value = JSON.parse(text) as IDataObject;
	expect(await videoRefusal('={{ $json.value }}', { value })).toBeDefined();
});

test('an object that names a file which the store does not have', async () => {
	const value = { mimeType: 'video/mp4', fileName: 'a.mp4', id: 'filesystem-v2:../../etc/passwd' };
	expect(await videoRefusal('={{ $json.value }}', { value })).toMatch(/^“a\.mp4” cannot be read: /);
});

test('an object with neither content nor ID that is no file of the item', async () => {
	const value = { mimeType: 'video/mp4', fileName: 'gone.mp4', id: null, data: null };
	expect(await videoRefusal('={{ $json.value }}', { value })).toBe(
		'“gone.mp4” came without its content, which n8n does not pass for files in memory. Enter the name of its field instead. Found: “data”',
	);
});

describe('A stored file', () => {
	test('that is empty', async () => {
		expect(await videoRefusal('data', {}, { data: await store(Buffer.alloc(0)) })).toBe(
			'“data” (clip.mp4) is empty',
		);
	});

	test('that is not in the store any more', async () => {
		const data = await store(CONTENT.mp4);
		const path = Container.get(BinaryDataService).getPath(data.id ?? '');
		await rm(path);
		await rm(`${path}.metadata`);
		expect(await videoRefusal('data', {}, { data })).toMatch(
			/^“data” \(clip\.mp4\) cannot be read: /,
		);
	});
});

const images = (count: number) =>
	Object.fromEntries(Array.from({ length: count }, (_, index) => [`i${index}`, jpeg()]));
const ALL = '={{ Object.keys($binary) }}';
const TWO = () => ({ a: jpeg(), b: jpeg() });

test.each<[string, IBinaryKeyData, unknown, string]>([
	['an expression without a result', TWO(), '={{ $json.nothing }}', `${FIELDS} ${NOTHING}`],
	['an expression whose result is null', TWO(), '={{ null }}', `${FIELDS} ${NOTHING}`],
	['one image', images(1), ALL, `${FIELDS} takes 2 to 35 images, but has 1`],
	['36 images', images(36), ALL, `${FIELDS} takes 2 to 35 images, but has 36`],
	['one image in all', images(1), '', `${FIELDS} takes 2 to 35 images, but has 1`],
	['36 images in all', images(36), ' \n', `${FIELDS} takes 2 to 35 images, but has 36`],
	['any files at all', {}, '', `${FIELDS} takes 2 to 35 images, but has 0`],
	...['={{ "a,".repeat(200000) }}', '={{ Array(200000).fill($binary.a) }}'].map(
		(value): [string, IBinaryKeyData, string, string] => [
			'200,000 images',
			TWO(),
			value,
			`${FIELDS} takes 2 to 35 images, but has 200000`,
		],
	),
	[
		'one name that is not there, as a form with several files leaves it',
		{ Photo_0: jpeg(), Photo_1: jpeg() },
		'Photo',
		'This item has no file in the field “Photo”. Found: “Photo_0”, “Photo_1”',
	],
	[
		'several files that are wrong',
		{
			a: jpeg(),
			b: png(),
			c: inMemory(Buffer.alloc(0), { mimeType: 'image/webp', fileName: 'c' }),
		},
		'b, a, c, d',
		`“b” (b.png) is a PNG image. “c” (c) is empty. This item has no file in the field “d”. Found: “a”, “b”, “c”${TAKES.images}`,
	],
	['a gap between commas', TWO(), 'a,,b', 'Entry 2 of the list is empty'],
	['a gap in an array', TWO(), '={{ [null, "a"] }}', 'Entry 1 of the list is empty'],
	['a video', { a: jpeg(), b: clip() }, 'a,b', `“b” (clip.mp4) is an MP4 video${TAKES.images}`],
])('a carousel has not %s', async (_, files, binaryPropertyNames, message) => {
	expect(await refusal('carousel-publish', files, { binaryPropertyNames })).toBe(message);
});

test('the cover index is held against the number of files', async () => {
	const parameters = { binaryPropertyNames: 'a,b', additionalFields: { coverIndex: 2 } };
	expect(await refusal('carousel-publish', TWO(), parameters)).toBe(
		'Cover Index must be the index of an image, 0 to 1, but is 2',
	);
});

test('one bad file in a batch: nothing is sent, and the error names every bad item', async () => {
	const matroska = await store(CONTENT.matroska, { mimeType: '' });
	const { error } = await api.run('video-publish', {
		files: [{ data: clip() }, { data: matroska }, { data: clip() }, { data: jpeg() }],
		// The clips are the same, which would create the same post.
		parameters: { source: 'binary', caption: '={{ String($itemIndex) }}' },
	});

	expect(error?.message).toContain('2 of 4 items cannot be sent, so nothing was sent');
	expect(error?.description).toBe(
		[
			`• Item 1: “data” (clip.mp4) is a Matroska video${TAKES.video}`,
			`• Item 3: “data” (a.jpg) is a JPEG image${TAKES.video}`,
		].join('<br>\n'),
	);
	expect(api.sent()).toEqual([]);
});

test('where items are spread over time, a bad file ends the run at its item', async () => {
	const { error } = await api.run('video-publish', {
		files: [{ data: clip() }, { data: jpeg() }],
		parameters: {
			source: 'binary',
			waitForCompletion: false,
			requestOptions: { batching: { batch: { batchSize: 1, batchInterval: 1 } } },
		},
	});
	expect(error?.message).toContain('is a JPEG image');
	expect(api.sandbox.posts).toHaveLength(1);
	expect(error?.description).toContain('Accepted in this run');
});
