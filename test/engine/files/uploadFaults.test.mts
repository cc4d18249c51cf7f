import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';

import type { FaultSpec } from '../../../tools/sandbox/index.mts';
import { CONTENT, inMemory, useFileStore, useOpenedFiles } from '../../support/files.mts';
import { useLeapingTime } from '../../support/time.mts';
import { useSandbox } from '../../support/sandbox.mts';
import { until } from '../../support/until.mts';

const api = useSandbox({}, useLeapingTime());
const store = useFileStore();
const allClosed = useOpenedFiles();

const UPLOAD = { method: 'POST', path: '/media/upload' };
const PUBLISH = { method: 'POST', path: '/publish/tiktok' };
const RETRY = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

const FROM_FILE = { source: 'binary', waitForCompletion: false };
const CAROUSEL = { source: 'binary', binaryPropertyNames: '={{ Object.keys($binary) }}' };

const sentTo = (path: string) => api.sent('POST').filter((request) => request.path === path).length;
const jpeg = (fileName: string) => inMemory(CONTENT.jpeg, { fileName, mimeType: 'image/jpeg' });

describe('An upload that failed is repeated, and its file is posted once', () => {
	test.each<[string, FaultSpec]>([
		['a reset before it was taken', { kind: 'resetBefore' }],
		['a reset in the middle', { kind: 'resetDuring', afterBytes: 100_000 }],
		['a reset after it was taken', { kind: 'resetAfter' }],
		['an answer that was cut', { kind: 'cut' }],
		['a server error', { kind: 'status', status: 500 }],
		['a web page of a gateway', { kind: 'status', status: 502, body: 'html' }],
		['an empty answer', { kind: 'status', status: 503, body: 'empty' }],
		['too many requests', { kind: 'rateLimit', seconds: 1 }],
	])('%s', async (_, fault) => {
		api.sandbox.faults.add({ ...UPLOAD, ...fault });
		const data = await store(Buffer.concat([CONTENT.mp4, Buffer.alloc(1_000_000)]));

		const { error } = await api.run('video-publish', {
			files: [{ data }],
			parameters: FROM_FILE,
		});

		expect(error).toBeUndefined();
		expect(sentTo('/media/upload')).toBe(2);
		expect(sentTo('/publish/tiktok')).toBe(1);
		await allClosed();
	});
});

test('an upload whose answer never comes may be run again', async () => {
	api.sandbox.faults.add({ ...UPLOAD, kind: 'resetAfter', times: 100 });

	const { error } = await api.run('media-upload', { files: [{ data: inMemory(CONTENT.mp4) }] });

	expect(error?.description).toBe(
		'The file may be in your media library or not; it is safe to run again. (ECONNRESET)',
	);
});

test('a file that n8n has lost since it was checked is no post', async () => {
	const data = await store(CONTENT.mp4);
	jest
		.spyOn(Container.get(BinaryDataService), 'getAsStream')
		.mockRejectedValue(new Error('The file is gone'));

	const { error } = await api.run('video-publish', { files: [{ data }], parameters: FROM_FILE });

	expect(error?.message).toBe(
		'Upload of “data” (clip.mp4) failed: n8n cannot read it: The file is gone',
	);
	expect(error?.description).toContain('Nothing was posted.');
	expect(api.sent('POST')).toEqual([]);
});

test('an answer to an upload without a media ID is an error, and nothing is posted', async () => {
	api.sandbox.faults.add({ ...UPLOAD, kind: 'status', status: 200 });

	const { error } = await api.run('video-publish', {
		files: [{ data: inMemory(CONTENT.mp4) }],
		parameters: FROM_FILE,
	});

	expect(error?.message).toBe(
		"Upload of “data” (clip.mp4) failed: Wonda's answer to the upload holds no media ID",
	);
	expect(error?.description).toContain('Nothing was posted.');
	expect(sentTo('/publish/tiktok')).toBe(0);
});

test.each([
	[401, 'unauthorized', 'Wonda does not accept the API key: Unauthorized'],
	[402, 'insufficient_credits', 'Your Wonda account has too few credits: Payment Required'],
	[403, 'forbidden', 'Your Wonda account may not do this: Forbidden'],
])('an upload that is refused (%i) is not repeated', async (status, code, words) => {
	api.sandbox.faults.add({ ...UPLOAD, kind: 'status', status, code, times: 100 });

	const { error } = await api.run('video-publish', {
		files: [{ data: inMemory(CONTENT.mp4) }],
		parameters: FROM_FILE,
	});

	expect(api.sent()).toHaveLength(1);
	expect(error?.message).toBe(`Upload of “data” (clip.mp4) failed: ${words}`);
	expect(error?.description).toContain('Nothing was posted.');
});

describe('A file that the service did not take', () => {
	test('is named with the reason', async () => {
		const { error } = await api.run('video-publish', {
			files: [{ data: inMemory(CONTENT.mp4, { fileName: 'refused.mp4' }) }],
			parameters: FROM_FILE,
		});
		expect(error?.message).toBe(
			'Upload of “data” (refused.mp4) failed: Wonda did not take the file: the file could not be read',
		);
		expect(error?.description).toBe('Check the file, then run again. Nothing was posted.');
		expect(api.sent()).toHaveLength(1);
	});

	test('keeps its carousel from being posted', async () => {
		const { error } = await api.run('carousel-publish', {
			files: [
				{ a: jpeg('a.jpg'), b: jpeg('refused-b.jpg'), c: jpeg('refused-c.jpg'), d: jpeg('d.jpg') },
			],
			parameters: CAROUSEL,
		});
		expect(error?.message).toBe(
			'Upload of “b” (refused-b.jpg) failed: Wonda did not take the file: the file could not be read',
		);
		expect(error?.description).toBe(
			'Check the file, then run again. Upload of “c” (refused-c.jpg) failed: Wonda did not take the file: the file could not be read. Nothing was posted.',
		);
		expect(sentTo('/publish/tiktok/carousel')).toBe(0);
	});

	test('ends the uploads of its carousel: no other one is begun', async () => {
		const names = Array.from({ length: 20 }, (_, index) => `i${index}`);
		await api.run('carousel-publish', {
			files: [Object.fromEntries(names.map((name) => [name, jpeg(`refused-${name}.jpg`)]))],
			parameters: CAROUSEL,
		});
		expect(api.sent().length).toBeLessThanOrEqual(3);
	});
});

describe('In a later try of the run', () => {
	test('a file that went up is not uploaded again', async () => {
		api.sandbox.faults.add({ ...PUBLISH, kind: 'status', status: 402, times: 2 });
		const { error } = await api.run('video-publish', {
			files: [{ data: inMemory(CONTENT.mp4) }, { data: await store(CONTENT.mp4) }],
			parameters: FROM_FILE,
			node: RETRY,
		});

		expect(error).toBeUndefined();
		expect(sentTo('/media/upload')).toBe(2);
		expect(api.sandbox.posts).toHaveLength(2);
	});

	test('the images of a carousel that went up are not uploaded again', async () => {
		api.sandbox.faults.add({
			method: 'POST',
			path: '/publish/tiktok/carousel',
			kind: 'status',
			status: 402,
		});
		const { error } = await api.run('carousel-publish', {
			files: [{ a: jpeg('a.jpg'), b: jpeg('b.jpg'), c: jpeg('c.jpg') }],
			parameters: CAROUSEL,
			node: RETRY,
		});

		expect(error).toBeUndefined();
		expect(sentTo('/media/upload')).toBe(3);
		expect(new Set(api.sandbox.posts[0]?.mediaIds).size).toBe(3);
	});

	test('what Media > Upload uploaded is not uploaded again', async () => {
		api.sandbox.faults.add({ ...UPLOAD, nth: 2, kind: 'status', status: 402 });
		const { outputs, error } = await api.run('media-upload', {
			files: [{ data: inMemory(CONTENT.mp4) }, { data: inMemory(CONTENT.mp4) }],
			node: RETRY,
		});

		expect(error).toBeUndefined();
		expect(sentTo('/media/upload')).toBe(3);
		expect(new Set(outputs[0]?.map(({ json }) => json.mediaId)).size).toBe(2);
	});

	test('a file that failed is uploaded again', async () => {
		api.sandbox.faults.add({ ...UPLOAD, kind: 'status', status: 402 });
		const { error } = await api.run('video-publish', {
			files: [{ data: inMemory(CONTENT.mp4) }],
			parameters: FROM_FILE,
			node: RETRY,
		});

		expect(error).toBeUndefined();
		expect(sentTo('/media/upload')).toBe(2);
		expect(api.sandbox.posts).toHaveLength(1);
	});

	test('a post whose job failed is posted anew with the file that is there', async () => {
		api.sandbox.faults.add({
			method: 'GET',
			path: '/jobs/publish/*',
			kind: 'jobStatus',
			status: 'failed',
		});
		const { error } = await api.run('video-publish', {
			files: [{ data: inMemory(CONTENT.mp4) }],
			parameters: { source: 'binary' },
			node: RETRY,
		});

		expect(error).toBeUndefined();
		expect(sentTo('/media/upload')).toBe(1);
		expect(sentTo('/publish/tiktok')).toBe(2);
	});

	test('a post whose outcome is unknown is not posted again, nor is its file uploaded again', async () => {
		api.sandbox.faults.add({ ...PUBLISH, kind: 'resetAfter' });
		const { error } = await api.run('video-publish', {
			files: [{ data: inMemory(CONTENT.mp4) }],
			parameters: FROM_FILE,
			node: RETRY,
		});

		expect(error?.message).toContain('so the post may be live or not');
		expect(sentTo('/media/upload')).toBe(1);
		expect(sentTo('/publish/tiktok')).toBe(1);
	});
});

test('a stored file that several items share goes up once, and each of them is posted', async () => {
	const data = await store(CONTENT.mp4);
	const { error } = await api.run('video-publish', {
		files: [{ data }, { data }, { data }],
		parameters: FROM_FILE,
	});

	expect(error).toBeUndefined();
	expect(sentTo('/media/upload')).toBe(1);
	expect(api.sandbox.posts).toHaveLength(3);
});

test('stopping the execution ends an upload; nothing is posted, and the file is closed', async () => {
	api.sandbox.faults.add({ ...UPLOAD, kind: 'slow', delayMs: 60_000 });
	const stop = new AbortController();
	const running = api.run(
		'video-publish',
		{
			files: [{ data: await store(Buffer.concat([CONTENT.mp4, Buffer.alloc(20_000_000)])) }],
			parameters: FROM_FILE,
		},
		stop.signal,
	);
	await until(() => api.sandbox.faults.fired.length === 1);
	stop.abort();
	await running;

	await allClosed();
	expect(api.sent()).toHaveLength(1);
});
