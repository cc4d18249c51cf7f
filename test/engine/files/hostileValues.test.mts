import type { IBinaryData, IBinaryKeyData, IDataObject } from 'n8n-workflow';

import { CONTENT, inMemory, useFileStore } from '../../support/files.mts';
import { useSandbox } from '../../support/sandbox.mts';

const api = useSandbox();
const store = useFileStore();

const clip = (fileName = 'clip.mp4') => inMemory(CONTENT.mp4, { fileName });

/** A picture of its own content, which looks like any other one by all else that n8n says of it. */
const picture = (content: string): IBinaryData =>
	inMemory(Buffer.concat([CONTENT.jpeg, Buffer.from(content)]), {
		fileName: 'image.jpg',
		mimeType: 'image/jpeg',
	});

/** The error of a video whose file an expression names; the item's JSON is what anyone may have sent. */
async function refusal(
	binaryPropertyName: unknown,
	json: IDataObject = {},
	files: IBinaryKeyData = { data: clip() },
): Promise<string | undefined> {
	const { error } = await api.run('video-publish', {
		items: [json],
		files: [files],
		parameters: { source: 'binary', waitForCompletion: false, binaryPropertyName },
	});
	expect(api.sent()).toEqual([]);
	return error?.message
		.replace(/^Input Binary Field /, '')
		.replace(/\. It takes a video \(MP4, QuickTime, WebM or AVI\)$/, '');
}

describe('A name that is no name of a file', () => {
	test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('%s', async (name) => {
		expect(await refusal(name)).toBe(`names “${name}”, which is not there; the item has “data”`);
	});

	test('one of 100,000 characters is cut in the message', async () => {
		expect(await refusal('a\n'.repeat(50_000))).toBe('takes one file, but has 50000');
		expect(await refusal('ab'.repeat(50_000))).toBe(
			`names “${'ab'.repeat(100)}…”, which is not there; the item has “data”`,
		);
	});

	test('beside 1,000 files only some are named', async () => {
		const files = Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`f${n}`, clip()]));
		expect(await refusal('data', {}, files)).toBe(
			'names “data”, which is not there; the item has “f0”, “f1”, “f2”, “f3”, “f4”, “f5”, “f6”, “f7”, “f8”, “f9” and 990 more',
		);
	});
});

describe('A value that is no file', () => {
	test.each<[string, IDataObject | unknown[]]>([
		['a list of lists', [['data']]],
		['a list of a list of a list', [[[[]]]]],
		['an ID alone', { id: 'filesystem:some' }],
		['content alone', { data: 'AAAA' }],
		['a MIME type that is no text', { mimeType: 5, data: 'AAAA' }],
		['a MIME type that is an object', { mimeType: { toString: 'x' }, data: 'AAAA' }],
		['a file name that is a list', { mimeType: 'video/mp4', fileName: ['a'], data: 'AAAA' }],
		['an ID that is an object', { mimeType: 'video/mp4', id: {}, data: 'AAAA' }],
		['content that is a number', { mimeType: 'video/mp4', data: 7 }],
		['content that is an object', { mimeType: 'video/mp4', data: { length: 1e9 } }],
		['an object with one file and one thing that is none', { a: { mimeType: 'video/mp4' }, b: 1 }],
	])('%s', async (_, value) => {
		expect(await refusal('={{ $json.value }}', { value } as IDataObject)).toMatch(
			/^(?:has no file at position 1 but|must name an input field that holds a file, but is) [[{].*$/,
		);
	});

	test.each<[string, unknown]>([
		['a prototype', JSON.parse('{"__proto__":{"mimeType":"video/mp4","data":"AAAA"}}')],
		['a prototype in a list', JSON.parse('[{"__proto__":{"mimeType":"video/mp4","data":"AAAA"}}]')],
		['nothing but a constructor', JSON.parse('{"constructor":{"name":"InputFile"}}')],
	])('%s', async (_, value) => {
		expect(await refusal('={{ $json.value }}', { value } as IDataObject)).toBeDefined();
	});

	test('an object that names a file which the store does not have', async () => {
		const value = {
			mimeType: 'video/mp4',
			fileName: 'a.mp4',
			id: 'filesystem-v2:../../etc/passwd',
		};
		expect(await refusal('={{ $json.value }}', { value })).toMatch(
			/^names “a\.mp4”, which cannot be read: /,
		);
	});

	test('an object with empty content', async () => {
		const value = { mimeType: 'video/mp4', fileName: 'a.mp4', id: '', data: '' };
		expect(await refusal('={{ $json.value }}', { value })).toBe('names “a.mp4”, which is empty');
	});

	test('null in place of what n8n leaves out is nothing', async () => {
		const value = { mimeType: null, fileName: 'gone.mp4', id: null, data: null };
		expect(await refusal('={{ $json.value }}', { value })).toBe(
			'names a file that is not there; the item has “data”',
		);
	});
});

describe('A list that is too long is counted, and not looked through', () => {
	test.each([
		['names', '={{ "a,".repeat(200000) }}'],
		['a JSON array', '={{ JSON.stringify(Array(200000).fill("a")) }}'],
		['an array', '={{ Array(200000).fill("a") }}'],
		['objects for files', '={{ Array(200000).fill($binary.a) }}'],
	])('%s', async (_, binaryPropertyNames) => {
		const { error } = await api.run('carousel-publish', {
			files: [Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`f${n}`, picture('')]))],
			parameters: { source: 'binary', binaryPropertyNames },
		});
		expect(error?.message).toBe('Input Binary Fields takes 2 to 35 images, but has 200000');
		expect(api.sent()).toEqual([]);
	});
});

describe('Files that look alike', () => {
	const files = () => ({ a: picture('first'), b: picture('second') });

	/** Sizes of the images that were posted, in their order. */
	async function posted(binaryPropertyNames: unknown, of: IBinaryKeyData = files()) {
		const { error } = await api.run('carousel-publish', {
			files: [of],
			parameters: { source: 'binary', binaryPropertyNames },
		});
		const sizes = new Map(api.sandbox.media.map(({ mediaId, size }) => [mediaId, size]));
		return {
			message: error?.message,
			sizes: api.sandbox.posts[0]?.mediaIds.map((id) => (sizes.get(id) ?? 0) - CONTENT.jpeg.length),
		};
	}

	test.each([
		['by their names', 'a,b'],
		['all of the item', '={{ $binary }}'],
		['all names of the item', '={{ Object.keys($binary) }}'],
		['objects with their content', '={{ Object.values($input.item.binary) }}'],
	])('are told from one another %s', async (_, value) => {
		expect(await posted(value)).toEqual({ sizes: [5, 6] });
	});

	test('are told from one another in the store', async () => {
		const kept = async (content: string) =>
			await store(Buffer.concat([CONTENT.jpeg, Buffer.from(content)]), {
				fileName: 'image.jpg',
				mimeType: 'image/jpeg',
			});
		const of = { a: await kept('first'), b: await kept('second') };
		expect(await posted('={{ [$binary.b, $binary.a] }}', of)).toEqual({ sizes: [6, 5] });
	});

	test('are refused as objects that do not say which they are', async () => {
		expect(await posted('={{ [$binary.a, $binary.b] }}')).toEqual({
			message:
				'Input Binary Fields names “image.jpg”, one of 2 files that look alike; enter the names of their fields; names “image.jpg”, one of 2 files that look alike; enter the names of their fields. It takes 2 to 35 JPEG or WebP images',
		});
	});

	test('and are the same are taken', async () => {
		const same = { a: picture('same'), b: picture('same') };
		expect(await posted('={{ [$binary.a, $binary.b] }}', same)).toEqual({ sizes: [4, 4] });
	});
});

test('files of another item are not taken for those of the item with the same names of fields', async () => {
	const { error } = await api.run('video-publish', {
		files: [{ data: clip('first.mp4') }, { data: clip('second.mp4') }],
		parameters: {
			source: 'binary',
			waitForCompletion: false,
			binaryPropertyName: '={{ $("Start").first().binary }}',
		},
	});
	expect(error).toBeUndefined();
	const uploads = api.sandbox.media.filter(({ source }) => source === 'user_upload');
	expect(uploads.map(({ fileName }) => fileName)).toEqual(['first.mp4', 'first.mp4']);
});

test('Base64 with line breaks is uploaded with the length of its content', async () => {
	const content = Buffer.alloc(10_000, CONTENT.mp4);
	const data = inMemory(content, { mimeType: '' });
	data.data = data.data.replace(/.{76}/g, '$&\r\n');
	const { error } = await api.run('media-upload', { files: [{ data }] });

	expect(error).toBeUndefined();
	const { files } = api.sent('POST')[0]?.body as { files: object[] };
	expect(files).toEqual([expect.objectContaining({ size: content.length, mimeType: 'video/mp4' })]);
});
