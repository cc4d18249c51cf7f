import * as n8nWorkflow from 'n8n-workflow';
import type { IBinaryKeyData } from 'n8n-workflow';

import { ACCOUNTS } from '../../../tools/sandbox/seed.mts';
import { CONTENT, inMemory, useFileStore } from '../../support/files.mts';
import { useSandbox } from '../../support/sandbox.mts';
import { until } from '../../support/until.mts';

const api = useSandbox();
const store = useFileStore();

const uploaded = () => api.sandbox.media.filter(({ source }) => source === 'user_upload');
const jpeg = (fileName: string) => inMemory(CONTENT.jpeg, { fileName, mimeType: 'image/jpeg' });

describe('A file of the item is uploaded, and its media ID is used at once', () => {
	test.each([
		['in memory', () => inMemory(CONTENT.mp4)],
		['in n8n’s store', async () => await store(CONTENT.mp4)],
	])('video > publish, %s', async (_, file) => {
		const { outputs, error } = await api.run('video-publish', {
			files: [{ data: await file() }],
			parameters: { source: 'binary' },
		});

		expect(error).toBeUndefined();
		expect(api.sent('POST').map(({ path }) => path)).toEqual(['/media/upload', '/publish/tiktok']);
		expect(api.sent('POST')[1]?.body).toEqual({
			mediaId: uploaded()[0]?.mediaId,
			tiktokAccountId: ACCOUNTS.studio,
			caption: 'Made with AI #wonda',
			privacyLevel: 'SELF_ONLY',
		});
		expect(outputs[0]?.[0]).toMatchObject({
			json: { status: 'succeeded', outputJobId: api.sandbox.posts[0]?.outputJobId },
			pairedItem: { item: 0 },
		});
	});

	test('video > schedule', async () => {
		const { outputs, error } = await api.run('video-schedule', {
			files: [{ video: inMemory(CONTENT.quicktime, { mimeType: 'video/quicktime' }) }],
			parameters: {
				source: 'binary',
				binaryPropertyName: 'video',
				scheduledAt: new Date(Date.now() + 3_600_000).toISOString(),
			},
		});

		expect(error).toBeUndefined();
		expect(api.sandbox.posts[0]?.mediaIds).toEqual([uploaded()[0]?.mediaId]);
		expect(outputs[0]?.[0]?.json.status).toBe('scheduled');
	});

	test('carousel > publish: in the order of the names', async () => {
		const names = ['first', 'second', 'third', 'fourth', 'fifth'];
		const { error } = await api.run('carousel-publish', {
			files: [Object.fromEntries(names.map((name) => [name, jpeg(`${name}.jpg`)]))],
			parameters: { source: 'binary', binaryPropertyNames: [...names].reverse().join(', ') },
		});

		expect(error).toBeUndefined();
		const byId = new Map(uploaded().map(({ mediaId, fileName }) => [mediaId, fileName]));
		expect(api.sandbox.posts[0]?.mediaIds.map((id) => byId.get(id))).toEqual(
			names.map((name) => `${name}.jpg`).reverse(),
		);
	});
});

describe('At once', () => {
	const TAKEN_FIRST = 6;

	/** Runs until so many requests are under way that none is answered; gives how many there are then. */
	async function underWay(atLeast: number, files: IBinaryKeyData[]): Promise<number> {
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
		const run = api.run(
			'carousel-publish',
			{
				files,
				parameters: { source: 'binary', binaryPropertyNames: '={{ Object.keys($binary) }}' },
			},
			stop.signal,
		);
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
		expect(await underWay(3, files)).toBe(3);
	});

	test('at most 5 files of a run go up', async () => {
		const files = Array.from({ length: 12 }, () => ({ a: jpeg('a'), b: jpeg('b') }));
		expect(await underWay(5, files)).toBe(5);
	});

	test('uploads and posts of a run together keep to 10 requests', async () => {
		api.sandbox.settings.latencyMs = 100;
		const { error } = await api.run('carousel-publish', {
			files: Array.from({ length: 12 }, () => ({ a: jpeg('a'), b: jpeg('b') })),
			parameters: { source: 'binary', binaryPropertyNames: 'a, b' },
		});

		expect(error).toBeUndefined();
		expect(api.sandbox.posts).toHaveLength(12);
		expect(api.sandbox.maxInFlight).toBeLessThanOrEqual(10);
	});
});

describe('A field for one file takes', () => {
	const publish = async (binaryPropertyName: unknown, stored: boolean) =>
		await api.run('video-publish', {
			files: [
				{
					other: inMemory(CONTENT.mp4, { fileName: 'other.mp4' }),
					data: stored ? await store(CONTENT.mp4) : inMemory(CONTENT.mp4),
				},
			],
			parameters: { source: 'binary', waitForCompletion: false, binaryPropertyName },
		});

	test.each([
		['a name', 'data'],
		['a name with blanks around it', ' data\n'],
		['a binary object', '={{ $binary.data }}'],
		['a binary object of a node', '={{ $("Start").item.binary.data }}'],
		['a binary object of the input', '={{ $input.item.binary.data }}'],
		['a list of one name', '={{ ["data"] }}'],
	])('%s', async (_, value) => {
		for (const stored of [false, true]) {
			const { error } = await publish(value, stored);
			expect(error).toBeUndefined();
		}
		expect(uploaded().map(({ fileName }) => fileName)).toEqual(['clip.mp4', 'clip.mp4']);
	});
});

describe('A field for several files takes', () => {
	test.each([
		['names between commas', 'b, a'],
		['names on lines of their own', 'b\na\n'],
		['a JSON array', '["b", "a"]'],
		['an array of names', '={{ ["b", "a"] }}'],
		['an array of binary objects', '={{ [$binary.b, $binary.a] }}'],
		['an array of both', '={{ ["b", $binary.a] }}'],
		['all files of the item', '={{ $binary }}'],
		['all names of the item', '={{ Object.keys($binary) }}'],
	])('%s', async (_, binaryPropertyNames) => {
		const { error } = await api.run('carousel-publish', {
			files: [{ b: jpeg('b.jpg'), a: jpeg('a.jpg') }],
			parameters: { source: 'binary', binaryPropertyNames },
		});

		expect(error).toBeUndefined();
		const byId = new Map(uploaded().map(({ mediaId, fileName }) => [mediaId, fileName]));
		expect(api.sandbox.posts[0]?.mediaIds.map((id) => byId.get(id))).toEqual(['b.jpg', 'a.jpg']);
	});
});

test('an item of a workflow saved before there was a source is posted by its media ID', async () => {
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
	test('where a workflow keeps its files in the JSON of its items, a name is a path', async () => {
		const photo = inMemory(CONTENT.mp4, { fileName: 'in-json.mp4' });
		const { error } = await api.run('video-publish', {
			items: [{ files: { photo: { ...photo } } }],
			settings: { binaryMode: 'combined' },
			parameters: { source: 'binary', binaryPropertyName: 'files.photo', waitForCompletion: false },
		});
		expect(error).toBeUndefined();
		expect(uploaded().map(({ fileName }) => fileName)).toEqual(['in-json.mp4']);
	});
}
