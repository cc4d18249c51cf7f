import { Readable } from 'node:stream';

import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';

import type { FaultSpec } from '../../../tools/sandbox/index.mts';
import { MEDIA } from '../../../tools/sandbox/seed.mts';
import { CONTENT, inMemory, useFileStore, useOpenedFiles } from '../../support/files.mts';
import { useLeapingTime } from '../../support/time.mts';
import { useSandbox } from '../../support/sandbox.mts';
import { until } from '../../support/until.mts';

const api = useSandbox({}, useLeapingTime());
const store = useFileStore();
const allClosed = useOpenedFiles();

const UPLOAD = { method: 'POST', path: '/media/upload' };
const VIDEO = { method: 'POST', path: '/publish/tiktok' };
const CAROUSEL = { method: 'POST', path: '/publish/tiktok/carousel' };
const RETRY = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

const sentTo = ({ path }: { path: string }) =>
	api.sent('POST').filter((request) => request.path === path).length;

const clip = (fileName?: string) => inMemory(CONTENT.mp4, { fileName });
/** Larger than what the buffers of a connection take, so that a file which nobody reads is not sent whole. */
const large = async () => await store(Buffer.concat([CONTENT.mp4, Buffer.alloc(20_000_000)]));

/** Posts a video for each file, without waiting. */
const publish = async (files: unknown[], changes: Parameters<typeof api.run>[1] = {}) =>
	await api.run('video-publish', {
		files: files.map((data) => ({ data: data as ReturnType<typeof clip> })),
		parameters: {
			source: 'binary',
			waitForCompletion: false,
			caption: '={{ String($itemIndex) }}',
		},
		...changes,
	});

const publishCarousel = async (names: string[], node = {}) =>
	await api.run('carousel-publish', {
		files: [
			Object.fromEntries(
				names.map((fileName, index) => [
					`f${index}`,
					inMemory(CONTENT.jpeg, { fileName, mimeType: 'image/jpeg' }),
				]),
			),
		],
		parameters: { source: 'binary', binaryPropertyNames: '={{ Object.keys($binary) }}' },
		node,
	});

test.each<[string, FaultSpec]>([
	['a reset before it was taken', { kind: 'resetBefore' }],
	['a reset in the middle', { kind: 'resetDuring', afterBytes: 100_000 }],
	['a server error', { kind: 'status', status: 500 }],
	['a web page of a gateway', { kind: 'status', status: 502, body: 'html' }],
	['an empty answer', { kind: 'status', status: 503, body: 'empty' }],
	['too many requests', { kind: 'rateLimit', seconds: 1 }],
])('an upload that failed is repeated, and its file posted once: %s', async (_, fault) => {
	api.sandbox.faults.add({ ...UPLOAD, ...fault });

	const { error } = await publish([await large()]);

	expect(error).toBeUndefined();
	expect([sentTo(UPLOAD), sentTo(VIDEO)]).toEqual([2, 1]);
	await allClosed();
});

const FAILED = 'Upload of “data” (clip.mp4) failed: ';

describe('A file that does not go up is named with the reason, and nothing is posted', () => {
	test.each<[string, FaultSpec, number, string]>([
		[
			'a service that keeps failing',
			{ kind: 'status', status: 503, times: 100 },
			5,
			'Wonda failed to process the request: Service Unavailable',
		],
		[
			'a wrong key',
			{ kind: 'status', status: 401, code: 'unauthorized', times: 100 },
			1,
			'Wonda does not accept the API key: Unauthorized',
		],
		[
			'too few credits',
			{ kind: 'status', status: 402, code: 'insufficient_credits', times: 100 },
			1,
			'Your Wonda account has too few credits: Payment Required',
		],
		[
			'no access',
			{ kind: 'status', status: 403, code: 'forbidden', times: 100 },
			1,
			'Your Wonda account is not allowed to do this: Forbidden',
		],
		[
			'an answer without a media ID',
			{ kind: 'status', status: 200, json: {} },
			1,
			"Wonda's answer to the upload holds no media ID",
		],
		[
			'a success that holds an error',
			{ kind: 'status', status: 200, message: 'The disk is full.', times: 100 },
			1,
			'Wonda answered with an error: The disk is full',
		],
	])('%s', async (_, fault, times, message) => {
		api.sandbox.faults.add({ ...UPLOAD, ...fault });

		const { error } = await publish([await store(CONTENT.mp4)]);

		expect([sentTo(UPLOAD), sentTo(VIDEO)]).toEqual([times, 0]);
		expect(error?.message).toBe(FAILED + message);
		expect(error?.description).toContain('Nothing was posted.');
		await allClosed();
	});

	test.each([
		['nobody answers', 'http://127.0.0.1:9'],
		['the base URL is invalid', 'http://127.0.0.1:99999'],
	])('%s', async (_, baseUrl) => {
		const { error } = await publish([await large()], { credential: { baseUrl } });

		expect(error?.message).toBe(`${FAILED}Wonda could not be reached`);
		expect(error?.description).toContain('Nothing was posted.');
		await allClosed();
	});

	test.each<[string, () => Promise<Readable>, string]>([
		['is gone', async () => await Promise.reject(new Error('ENOENT')), 'ENOENT'],
		['is gone when it is opened', async () => await opensInVain(), 'ENOENT'],
		['breaks off', async () => Readable.from(breaksOff()), 'ENOENT'],
		[
			'is shorter',
			async () => Readable.from([CONTENT.mp4.subarray(1)]),
			`it has ${CONTENT.mp4.length - 1} bytes instead of ${CONTENT.mp4.length}`,
		],
	])('the file in n8n’s store %s since it was checked', async (_, reopen, reason) => {
		// What has begun to be sent ends in the middle.
		api.allowViolations();
		const data = await store(CONTENT.mp4);
		const service = Container.get(BinaryDataService);
		const readMetadata = service.getMetadata.bind(service);
		// The check ends with the file's size.
		jest.spyOn(service, 'getMetadata').mockImplementation(async (id) => {
			jest.spyOn(service, 'getAsStream').mockImplementation(reopen);
			return await readMetadata(id);
		});

		const { error } = await publish([data]);

		expect(error?.message).toBe(`${FAILED}“data” (clip.mp4) cannot be read: ${reason}`);
		expect(error?.description).toContain('Nothing was posted.');
		expect(sentTo(VIDEO)).toBe(0);
	});
});

/** A file that vanishes as it is opened. */
const opensInVain = async () =>
	await Promise.resolve(
		new Readable({ construct: (opened) => setImmediate(() => opened(new Error('ENOENT'))) }),
	);

function* breaksOff() {
	yield CONTENT.mp4;
	throw new Error('ENOENT');
}

const NOT_TAKEN = 'failed: Wonda did not take the file: the file could not be read';

describe('A file that the service did not take', () => {
	test('is named with the reason, and keeps no other item back', async () => {
		const { outputs } = await publish([clip('refused.mp4'), clip()], {
			node: { onError: 'continueRegularOutput' },
		});
		expect(outputs[0]?.[0]?.json.error).toEqual({
			message: `Upload of “data” (refused.mp4) ${NOT_TAKEN}`,
			description: expect.stringContaining('Check the file, then run again. Nothing was posted.'),
		});
		expect(outputs[0]?.[1]?.json).toHaveProperty('outputJobId');
	});

	test('keeps its carousel from being posted', async () => {
		const { error } = await publishCarousel(['a.jpg', 'refused-b.jpg', 'refused-c.jpg', 'd.jpg']);
		expect(error?.message).toBe(`Upload of “f1” (refused-b.jpg) ${NOT_TAKEN}`);
		expect(error?.description).toBe(
			`Check the file, then run again. Upload of “f2” (refused-c.jpg) ${NOT_TAKEN}. Nothing was posted.`,
		);
		expect(sentTo(CAROUSEL)).toBe(0);
	});

	test('ends the uploads of its carousel: no other one begins', async () => {
		await publishCarousel(Array.from({ length: 20 }, (_, index) => `refused-${index}.jpg`));
		expect(api.sent().length).toBeLessThanOrEqual(3);
	});
});

test('a media ID is also found in the form for several files', async () => {
	const [mediaId] = MEDIA.videos;
	const json = { uploads: { file: { mediaId } }, errors: {} };
	api.sandbox.faults.add({ ...UPLOAD, kind: 'status', status: 200, json });

	await publish([clip()]);

	expect(api.sandbox.posts[0]?.mediaIds).toEqual([mediaId]);
});

test.each([
	['in memory', async () => clip()],
	["in n8n's store", async () => await store(CONTENT.mp4)],
])(
	'a file %s that was sent whole and got no answer is not sent again, and may be run again',
	async (_, keep) => {
		api.sandbox.faults.add({ ...UPLOAD, kind: 'resetAfter', times: 100 });

		const { error } = await api.run('media-upload', { files: [{ data: await keep() }] });

		expect(sentTo(UPLOAD)).toBe(1);
		expect(error?.message).toBe(`${FAILED}The connection to Wonda was lost before it answered`);
		expect(error?.description).toBe(
			'The file may or may not be in your media library; uploading it again posts nothing. (ECONNRESET)',
		);
	},
);

describe('In a later try of the run', () => {
	const WAIT = { parameters: { source: 'binary', waitForCompletion: true } };

	test.each<[string, FaultSpec, object, uploads: number, posts: number]>([
		[
			'a file that went up is not uploaded again',
			{ ...VIDEO, kind: 'status', status: 402 },
			{},
			1,
			2,
		],
		['a file that failed is uploaded again', { ...UPLOAD, kind: 'status', status: 402 }, {}, 2, 1],
		[
			'a post whose job failed is posted anew with the file that is there',
			{ method: 'GET', kind: 'jobStatus', status: 'failed' },
			WAIT,
			1,
			2,
		],
		[
			'a post that may be live is left alone, and its file',
			{ ...VIDEO, kind: 'resetAfter' },
			{},
			1,
			1,
		],
	])('%s', async (_, fault, changes, uploads, posts) => {
		api.sandbox.faults.add(fault);
		const { error } = await publish([await store(CONTENT.mp4)], { node: RETRY, ...changes });

		expect([sentTo(UPLOAD), sentTo(VIDEO)]).toEqual([uploads, posts]);
		if (fault.kind === 'resetAfter') expect(error?.message).toContain('may or may not be live');
		else expect(error).toBeUndefined();
	});

	test('the images of a carousel that went up are not uploaded again', async () => {
		api.sandbox.faults.add({ ...CAROUSEL, kind: 'status', status: 402 });
		const { error } = await publishCarousel(['a.jpg', 'b.jpg', 'c.jpg'], RETRY);

		expect(error).toBeUndefined();
		expect(sentTo(UPLOAD)).toBe(3);
		expect(new Set(api.sandbox.posts[0]?.mediaIds).size).toBe(3);
	});

	test('what Media > Upload uploaded is not uploaded again', async () => {
		api.sandbox.faults.add({ ...UPLOAD, nth: 2, kind: 'status', status: 402 });
		const { outputs } = await api.run('media-upload', {
			files: [{ data: clip() }, { data: clip() }],
			node: RETRY,
		});

		expect(sentTo(UPLOAD)).toBe(3);
		expect(new Set(outputs[0]?.map(({ json }) => json.mediaId)).size).toBe(2);
	});
});

test('stopping the execution ends an upload; nothing is posted, and the file is closed', async () => {
	api.sandbox.faults.add({ ...UPLOAD, kind: 'slow', delayMs: 60_000 });
	const stop = new AbortController();
	const data = await store(Buffer.concat([CONTENT.mp4, Buffer.alloc(20_000_000)]));
	const running = api.run(
		'video-publish',
		{ files: [{ data }], parameters: { source: 'binary' } },
		stop.signal,
	);
	await until(() => api.sandbox.faults.fired.length === 1);
	stop.abort();
	await running;

	await allClosed();
	expect(api.sent()).toHaveLength(1);
});
