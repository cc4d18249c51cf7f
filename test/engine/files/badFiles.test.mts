import { rm } from 'node:fs/promises';

import type { IBinaryKeyData } from 'n8n-workflow';

import { CONTENT, inMemory, useFileStore } from '../../support/files.mts';
import { useSandbox } from '../../support/sandbox.mts';

const api = useSandbox();
const store = useFileStore();

const clip = () => inMemory(CONTENT.mp4);
const jpeg = (fileName = 'a.jpg') => inMemory(CONTENT.jpeg, { fileName, mimeType: 'image/jpeg' });
const png = () => inMemory(CONTENT.png, { fileName: 'b.png', mimeType: 'image/png' });

/** Runs an operation whose files are wrong; nothing may be sent. */
async function refusal(
	workflow: string,
	files: IBinaryKeyData,
	parameters: Record<string, unknown> = {},
): Promise<string | undefined> {
	const { error } = await api.run(workflow, {
		files: [files],
		parameters: { source: 'binary', ...parameters },
	});
	expect(api.sent()).toEqual([]);
	return error?.message;
}

describe('One file', () => {
	const VIDEO = 'a video (MP4, QuickTime, WebM or AVI)';
	test.each<[string, IBinaryKeyData, unknown, string]>([
		[
			'no name',
			{ data: clip() },
			'={{ "" }}',
			'is empty; enter the name of the input field that holds the file',
		],
		[
			'a blank name',
			{ data: clip() },
			'  ',
			'is empty; enter the name of the input field that holds the file',
		],
		[
			'an expression without a result',
			{ data: clip() },
			'={{ $binary.video }}',
			'is empty; enter the name of the input field that holds the file',
		],
		[
			'a name that is not there',
			{ data: clip(), cover: jpeg() },
			'video',
			`names “video”, which is not there; the item has “data”, “cover”. It takes ${VIDEO}`,
		],
		[
			'an item without files',
			{},
			'data',
			`names “data”, which is not there; the item has no files. It takes ${VIDEO}`,
		],
		[
			'a number',
			{ data: clip() },
			'={{ 5 }}',
			'must name an input field that holds a file, but is 5',
		],
		[
			'some object',
			{ data: clip() },
			'={{ { file: "data" } }}',
			'must name an input field that holds a file, but is {"file":"data"}',
		],
		[
			'a binary object that is no file of the item and holds no content',
			{ data: clip() },
			'={{ { mimeType: "video/mp4", fileName: "gone.mp4" } }}',
			`names a file that is not there; the item has “data”. It takes ${VIDEO}`,
		],
		['two names', { data: clip(), b: clip() }, '={{ ["data", "b"] }}', 'takes one file, but has 2'],
		[
			'an image',
			{ data: jpeg() },
			'data',
			`names “data” (a.jpg), which is image/jpeg. It takes ${VIDEO}`,
		],
		[
			'a Matroska video without a type',
			{ data: inMemory(CONTENT.matroska, { mimeType: '', fileName: 'a.mkv' }) },
			'data',
			`names “data” (a.mkv), which is video/x-matroska. It takes ${VIDEO}`,
		],
		[
			'an audio file',
			{ data: inMemory(CONTENT.mp3, { mimeType: 'audio/mpeg', fileName: '' }) },
			'data',
			`names “data”, which is audio/mpeg. It takes ${VIDEO}`,
		],
		[
			'a file without content',
			{ data: inMemory(Buffer.alloc(0)) },
			'data',
			`names “data” (clip.mp4), which is empty. It takes ${VIDEO}`,
		],
		[
			'a binary object of the wrong kind',
			{ data: jpeg() },
			'={{ $binary.data }}',
			`names “a.jpg”, which is image/jpeg. It takes ${VIDEO}`,
		],
	])('%s', async (_, files, binaryPropertyName, rule) => {
		for (const workflow of ['video-publish', 'video-schedule']) {
			const scheduledAt = new Date(Date.now() + 3_600_000).toISOString();
			expect(await refusal(workflow, files, { binaryPropertyName, scheduledAt })).toBe(
				`Input Binary Field ${rule}`,
			);
		}
	});

	test('a stored file that is empty', async () => {
		const empty = await store(Buffer.alloc(0));
		expect(await refusal('video-publish', { data: empty })).toBe(
			`Input Binary Field names “data” (clip.mp4), which is empty. It takes ${VIDEO}`,
		);
	});

	test('a stored file that is not in the store any more', async () => {
		const gone = await store(CONTENT.mp4);
		const { Container } = await import('@n8n/di');
		const { BinaryDataService } = await import('n8n-core');
		const path = Container.get(BinaryDataService).getPath(gone.id ?? '');
		await rm(path);
		await rm(`${path}.metadata`);
		expect(await refusal('video-publish', { data: gone })).toMatch(
			/^Input Binary Field names “data” \(clip\.mp4\), which cannot be read: /,
		);
	});
});

describe('The images of a carousel', () => {
	const images = (count: number) =>
		Object.fromEntries(Array.from({ length: count }, (_, index) => [`i${index}`, jpeg()]));
	const all = '={{ Object.keys($binary) }}';

	test.each<[string, IBinaryKeyData, unknown, string]>([
		[
			'none',
			{ a: jpeg() },
			'={{ "" }}',
			'is empty; enter the name of the input field that holds the file',
		],
		[
			'a blank name',
			{ a: jpeg() },
			' \n',
			'is empty; enter the name of the input field that holds the file',
		],
		[
			'an expression without a result',
			{ a: jpeg() },
			'={{ $json.nothing }}',
			'is empty; enter the name of the input field that holds the file',
		],
		['1', images(1), all, 'takes 2 to 35 images, but has 1'],
		[
			'one name that is not there, as a form with several files leaves it',
			{ Photo_0: jpeg(), Photo_1: jpeg() },
			'Photo',
			'names “Photo”, which is not there; the item has “Photo_0”, “Photo_1”. It takes 2 to 35 JPEG or WebP images',
		],
		['36', images(36), all, 'takes 2 to 35 images, but has 36'],
		[
			'a PNG',
			{ a: jpeg(), b: png() },
			'a,b',
			'names “b” (b.png), which is image/png. It takes 2 to 35 JPEG or WebP images',
		],
		[
			'several that are wrong',
			{
				a: jpeg(),
				b: png(),
				c: inMemory(Buffer.alloc(0), { mimeType: 'image/webp', fileName: 'c.webp' }),
			},
			'b, a, c, d',
			'names “b” (b.png), which is image/png; names “c” (c.webp), which is empty; names “d”, which is not there; the item has “a”, “b”, “c”. It takes 2 to 35 JPEG or WebP images',
		],
		[
			'a name that is missing between two commas',
			{ a: jpeg(), b: jpeg() },
			'a,,b',
			'has nothing at position 2. It takes 2 to 35 JPEG or WebP images',
		],
		[
			'a name that is missing in an array',
			{ a: jpeg(), b: jpeg() },
			'={{ [null, "a", "b"] }}',
			'has nothing at position 1. It takes 2 to 35 JPEG or WebP images',
		],
		[
			'a video',
			{ a: jpeg(), b: clip() },
			'a,b',
			'names “b” (clip.mp4), which is video/mp4. It takes 2 to 35 JPEG or WebP images',
		],
	])('%s', async (_, files, binaryPropertyNames, rule) => {
		expect(await refusal('carousel-publish', files, { binaryPropertyNames })).toBe(
			`Input Binary Fields ${rule}`,
		);
	});

	test('the cover index is held against their number', async () => {
		expect(
			await refusal(
				'carousel-publish',
				{ a: jpeg(), b: jpeg() },
				{ binaryPropertyNames: 'a,b', additionalFields: { coverIndex: 2 } },
			),
		).toBe('Cover Index must be the index of an image, 0 to 1, but is 2');
	});
});

test('one bad file in a batch: nothing is sent, and the error names every bad item', async () => {
	const { error } = await api.run('video-publish', {
		files: [
			{ data: clip() },
			{ data: await store(CONTENT.matroska, { mimeType: '' }) },
			{ data: clip() },
			{ data: jpeg() },
		],
		parameters: { source: 'binary' },
	});

	expect(error?.message).toContain('2 of 4 items cannot be sent, so nothing was sent');
	expect(error?.description).toBe(
		[
			'• Item 1: Input Binary Field names “data” (clip.mp4), which is video/x-matroska. It takes a video (MP4, QuickTime, WebM or AVI)',
			'• Item 3: Input Binary Field names “data” (a.jpg), which is image/jpeg. It takes a video (MP4, QuickTime, WebM or AVI)',
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
	expect(error?.message).toContain('is image/jpeg');
	expect(api.sandbox.posts).toHaveLength(1);
	expect(error?.description).toContain('Accepted in this run');
});
