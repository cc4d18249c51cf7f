import { createHash } from 'node:crypto';

import * as n8nWorkflow from 'n8n-workflow';
import type { IBinaryData, IBinaryKeyData } from 'n8n-workflow';

import { CONTENT, inMemory, useFileStore, type FileDetails } from '../../support/files.mts';
import { useSandbox } from '../../support/sandbox.mts';
import { until } from '../../support/until.mts';

const api = useSandbox();
const store = useFileStore();

const uploaded = () => api.sandbox.media.filter(({ source }) => source === 'user_upload');
const image = (fileName: string): FileDetails => ({ fileName, mimeType: 'image/jpeg' });
const jpeg = (fileName: string) => inMemory(CONTENT.jpeg, image(fileName));

/** Names of the files that were posted, in their order. */
function postedFiles(): (string | undefined)[] {
	const names = new Map(uploaded().map(({ mediaId, fileName }) => [mediaId, fileName]));
	return api.sandbox.posts.flatMap(({ mediaIds }) => mediaIds.map((id) => names.get(id)));
}

describe.each([
	['in memory', async (content: Buffer) => inMemory(content)],
	['in n8n’s store', async (content: Buffer) => await store(content)],
])('A file %s', (_, keep) => {
	test('arrives whole, with its name, type and length', async () => {
		const content = Buffer.concat([CONTENT.mp4, Buffer.alloc(300_000, 'content of a video')]);
		const { outputs } = await api.run('media-upload', { files: [{ data: await keep(content) }] });

		const [{ body, headers = {} } = {}] = api.sent('POST');
		expect(body).toEqual({
			files: [
				{
					field: 'file',
					fileName: 'clip.mp4',
					mimeType: 'video/mp4',
					size: content.length,
					sha256: createHash('sha256').update(content).digest('hex'),
				},
			],
		});
		// Head and tail of the body around the content; without a length the body would come in chunks.
		expect(Number(headers['content-length']) - content.length).toBeGreaterThan(100);
		expect(headers['transfer-encoding']).toBeUndefined();

		const [media] = uploaded();
		const answer = { mediaId: media?.mediaId, url: media?.url, mimeType: 'video/mp4' };
		expect(outputs[0]).toEqual([
			{ json: { ...answer, uploads: { file: answer } }, pairedItem: { item: 0 } },
		]);
	});

	test.each(['video-publish', 'video-schedule'])(
		'is uploaded, and its media ID is used at once: %s',
		async (workflow) => {
			const { outputs, error } = await api.run(workflow, {
				files: [{ data: await keep(CONTENT.mp4) }],
				parameters: { source: 'binary', waitForCompletion: false },
			});

			expect(error).toBeUndefined();
			expect(api.sent('POST').map(({ path }) => path)).toEqual([
				'/media/upload',
				'/publish/tiktok',
			]);
			expect(outputs[0]?.[0]?.json).toMatchObject({
				mediaId: uploaded()[0]?.mediaId,
				outputJobId: api.sandbox.posts[0]?.outputJobId,
			});
		},
	);
});

describe('At once', () => {
	const TAKEN_FIRST = 6;

	/** Runs until so many uploads are open that none is answered; returns how many there are then. */
	async function open(atLeast: number, files: IBinaryKeyData[]): Promise<number> {
		api.sandbox.faults.add({
			method: 'POST',
			path: '/media/upload',
			kind: 'slow',
			delayMs: 600_000,
			// Those before are taken, so that the service has shown that it takes several at once.
			nth: TAKEN_FIRST + 1,
			times: 100,
		});
		const stop = new AbortController();
		const parameters = {
			source: 'binary',
			binaryPropertyNames: '={{ Object.keys($binary) }}',
			caption: '={{ String($itemIndex) }}',
		};
		const run = api.run('carousel-publish', { files, parameters }, stop.signal);
		const uploads = () => api.sent('POST').filter(({ path }) => path === '/media/upload');
		await until(() => uploads().length >= TAKEN_FIRST + atLeast);
		let turns = 0;
		await until(() => ++turns > 50); // one more would come with the others
		stop.abort();
		await run;
		return uploads().length - TAKEN_FIRST;
	}

	test('a few images of a carousel go up', async () => {
		const names = Array.from({ length: 12 }, (_, index) => `image_${index}`);
		const files = [Object.fromEntries(names.map((name) => [name, jpeg(name)]))];
		expect(await open(3, files)).toBe(3);
	});

	test('at most 5 files of a run go up', async () => {
		const files = Array.from({ length: 12 }, () => ({ a: jpeg('a'), b: jpeg('b') }));
		expect(await open(5, files)).toBe(5);
	});
});

test.each([
	['a name', 'data'],
	['a name with blanks around it', ' data\n'],
	['a list of one name', '={{ ["data"] }}'],
	['a binary object', '={{ $binary.data }}'],
	['a binary object of a node', '={{ $("Start").item.binary.data }}'],
	['a binary object of the input', '={{ $input.item.binary.data }}'],
])('a field for one file takes %s', async (_, binaryPropertyName) => {
	const { error } = await api.run('video-publish', {
		files: [{ other: await store(CONTENT.mp4), data: await store(CONTENT.mp4, { fileName: 'b' }) }],
		parameters: { source: 'binary', waitForCompletion: false, binaryPropertyName },
	});
	expect(error).toBeUndefined();
	expect(postedFiles()).toEqual(['b']);
});

test.each([
	['names between commas', 'b, a'],
	['names on lines of their own', 'b\na\n'],
	['a JSON array', '["b", "a"]'],
	['an array of names', '={{ ["b", "a"] }}'],
	['an array of binary objects', '={{ [$binary.b, $binary.a] }}'],
	['an array of both', '={{ ["b", $binary.a] }}'],
	['all files of the item', '={{ $binary }}'],
	['all names of the item', '={{ Object.keys($binary) }}'],
	['nothing, for all files of the item', ''],
	['blanks, for all files of the item', ' \n'],
	['an empty text of an expression, for all files of the item', '={{ "" }}'],
	['objects with their content', '={{ Object.values($input.item.binary) }}'],
])('a field for several files takes %s, in their order', async (_, binaryPropertyNames) => {
	// They look alike by all that n8n says of them but their content.
	const keep = async (content: string) =>
		await store(Buffer.concat([CONTENT.jpeg, Buffer.from(content)]), image('image.jpg'));
	const { error } = await api.run('carousel-publish', {
		files: [{ b: await keep('b'), a: await keep('aa') }],
		parameters: { source: 'binary', binaryPropertyNames },
	});

	expect(error).toBeUndefined();
	const sizes = new Map(uploaded().map(({ mediaId, size }) => [mediaId, size]));
	expect(api.sandbox.posts[0]?.mediaIds.map((id) => sizes.get(id))).toEqual(
		[1, 2].map((more) => CONTENT.jpeg.length + more),
	);
});

test('a file of another item is that of the other item', async () => {
	const { error } = await api.run('video-publish', {
		files: [
			{ data: await store(CONTENT.mp4, { fileName: 'first' }) },
			{ data: await store(CONTENT.mp4, { fileName: 'second' }) },
		],
		parameters: {
			source: 'binary',
			waitForCompletion: false,
			caption: '={{ String($itemIndex) }}',
			binaryPropertyName: '={{ $("Start").first().binary.data }}',
		},
	});
	expect(error).toBeUndefined();
	expect(postedFiles()).toEqual(['first', 'first']);
});

test('an item of a workflow without a source is posted by its media ID', async () => {
	const { error } = await api.run('video-publish', {
		files: [{ data: inMemory(CONTENT.mp4) }],
		parameters: { source: undefined, waitForCompletion: false },
	});
	expect(error).toBeUndefined();
	expect(uploaded()).toEqual([]);
	expect(api.sandbox.posts).toHaveLength(1);
});

// n8n 1.x does not know the setting.
if ('BINARY_MODE_COMBINED' in n8nWorkflow) {
	test('a file that a Code node has made of its content alone is posted', async () => {
		const data = { data: CONTENT.mp4.toString('base64') } as IBinaryData;
		const { error } = await api.run('media-upload', { files: [{ data }] });
		expect(error).toBeUndefined();
		expect(uploaded()).toMatchObject([{ mimeType: 'video/mp4' }]);
	});

	test('where a workflow keeps its files in the JSON of its items, a name is a path', async () => {
		const photo = inMemory(CONTENT.mp4, { fileName: 'in-json.mp4' });
		const { error } = await api.run('video-publish', {
			items: [{ files: { photo: { ...photo } } }],
			settings: { binaryMode: 'combined' },
			parameters: { source: 'binary', binaryPropertyName: 'files.photo', waitForCompletion: false },
		});
		expect(error).toBeUndefined();
		expect(postedFiles()).toEqual(['in-json.mp4']);
	});
}
