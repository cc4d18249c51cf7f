import { once } from 'node:events';
import type { Readable } from 'node:stream';

import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';

import { MEDIA } from '../../../tools/sandbox/seed.mts';
import { nodesEnded } from '../../support/engine.mts';
import { complaintIn, useFileStore } from '../../support/files.mts';
import { publisherOf } from '../../support/links.mts';
import { readLog } from '../../support/log.mts';
import { reveal } from '../../support/reveal.mts';
import { useSandbox } from '../../support/sandbox.mts';
import { useLeapingTime } from '../../support/time.mts';
import { until } from '../../support/until.mts';

const time = useLeapingTime();
const api = useSandbox({}, time);
const publish = publisherOf(api);
useFileStore();
afterEach(() => jest.restoreAllMocks());

const fetched = () => api.sandbox.fileHost.requests;
const sentTo = (path: string) => api.sent('POST').filter((request) => request.path === path).length;
const RETRY = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

/** In its query, as a bucket signs its links, and in the answers of a host that refuses. */
const SECRETS = /s3cr3t|secret body/;
const link = (path: string) =>
	`${api.sandbox.fileUrl(path)}${path.includes('?') ? '&' : '?'}sig=s3cr3t`;

const EXPIRED = 'The link may have expired';
const PAGE = 'Enter the link to the file itself, not to a page that shows it';

describe('A link that gives no file is refused before anything is sent to Wonda', () => {
	test.each<[how: string, times: number, problem: string]>([
		...[401, 403, 404, 410].map((status): [string, number, string] => [
			String(status),
			1,
			`cannot be downloaded: the host answered with HTTP ${String(status)}. ${EXPIRED}`,
		]),
		['204', 1, 'cannot be downloaded: the host answered with HTTP 204'],
		['206', 1, 'cannot be downloaded: the host answered with HTTP 206'],
		['400', 1, 'cannot be downloaded: the host answered with HTTP 400'],
		['429', 5, 'cannot be downloaded: the host answered with HTTP 429'],
		['503', 5, 'cannot be downloaded: the host answered with HTTP 503'],
		['cut', 5, 'cannot be downloaded: the connection was lost (ECONNRESET)'],
		['reset', 5, 'cannot be downloaded: the connection was lost (ECONNRESET)'],
		[
			'unbounded',
			1,
			"cannot be downloaded: the host does not state the file's size, so a truncated file could go unnoticed",
		],
		[
			'forcedGzip',
			1,
			'cannot be downloaded: the host compresses it, so a truncated file could go unnoticed',
		],
		['html', 1, `is a web page, which is what an expired link returns. ${PAGE}`],
		['json', 1, 'is JSON, which is what an API returns for an error'],
		['empty', 1, 'is empty'],
		['zeros', 1, 'is of an unknown type'],
		['circle', 22, 'cannot be downloaded: the host redirects again and again'],
	])('%s', async (how, times, problem) => {
		const lines = readLog();
		const { error, outputs } = await publish([link(`${how}/clip.mp4`)]);

		const { host } = new URL(api.sandbox.pageUrl);
		expect(complaintIn(error?.message)).toBe(`“clip.mp4” (${host}) ${problem}`);
		expect(error?.description).toBe('Correct this and run again. Nothing was sent.');
		expect(outputs).toEqual([]);
		expect(fetched()).toHaveLength(times);
		expect(api.sent()).toEqual([]);
		expect(reveal([error, lines])).not.toMatch(SECRETS);
	});

	test.each<[string, () => string, string]>([
		['a closed port', () => 'http://127.0.0.1:9/clip.mp4', '(ECONNREFUSED)'],
		['a host that does not exist', () => 'http://host.invalid/clip.mp4', '('],
		['a redirect to what is no web address', () => link('file/clip.mp4'), ''],
	])('%s', async (_, url, code) => {
		const { error } = await publish([url()]);
		expect(error?.message).toContain('cannot be downloaded: no connection was made');
		expect(error?.message).toContain(code);
		expect(error?.message).not.toContain('passwd');
		expect(api.sent()).toEqual([]);
	});

	test('a link to a file of another kind, without the rest of the file', async () => {
		const { error } = await publish([link('slow/photo.jpg?bytes=50000000')]);
		expect(complaintIn(error?.message)).toMatch(/^“photo.jpg” \(.*\) is a JPEG image$/);
		await until(() => fetched().every(({ sentWhole }) => sentWhole === false));
		expect(api.sent()).toEqual([]);
	});

	test('several images of a carousel, each with its reason', async () => {
		const fileUrls = ['410/a.jpg', 'b.jpg', 'c.mp4', 'd.mp4', '403/e.jpg'].map(link).join();
		const { error } = await api.run('carousel-publish', {
			parameters: { source: 'url', fileUrls },
		});

		const { host } = new URL(api.sandbox.pageUrl);
		expect(error?.message).toBe(
			[
				`“a.jpg” (${host}) cannot be downloaded: the host answered with HTTP 410`,
				`“c.mp4” (${host}) is an MP4 video`,
				`“d.mp4” (${host}) is an MP4 video`,
				`“e.jpg” (${host}) cannot be downloaded: the host answered with HTTP 403`,
				EXPIRED,
				'This field takes 2 to 35 JPEG or WebP images',
			].join('. '),
		);
		expect(api.sent()).toEqual([]);
	});
});

test.each(['unavailableOnce', 'resetOnce'])(
	'a fault of the host that passes is retried, and the file arrives whole: %s',
	async (how) => {
		const { error } = await publish([link(`${how}/clip.mp4?bytes=150000`)]);

		expect(error).toBeUndefined();
		expect(fetched()).toHaveLength(2);
		expect(api.sent('POST')[0]?.body).toMatchObject({ files: [{ size: 150_000 }] });
	},
);

describe('One bad link', () => {
	test('keeps no other item back where the node continues on errors', async () => {
		const { outputs } = await publish([link('410/a.mp4'), link('b.mp4')], {
			node: { onError: 'continueErrorOutput' },
		});

		expect(outputs[1]?.[0]?.json.error).toMatchObject({
			message: expect.stringContaining('HTTP 410') as string,
		});
		expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }]);
		expect(api.sandbox.posts).toHaveLength(1);
	});

	test('keeps its batch from being posted where the node stops on errors, and is named', async () => {
		const { error } = await publish([link('a.mp4'), link('410/b.mp4')]);

		expect(error?.message).toBe('1 of 2 items cannot be sent, so nothing was sent');
		expect(error?.description).toContain('Item 1: “b.mp4”');
		expect(api.sent()).toEqual([]);
	});
});

describe('In a later try of the run', () => {
	test('a link that failed is fetched again, and one that is there is not', async () => {
		const { error } = await publish([link('a.mp4'), link('410/b.mp4')], { node: RETRY });

		expect(error?.description).toContain('HTTP 410');
		const times = (path: string) => fetched().filter(({ url }) => url.includes(path)).length;
		expect([times('a.mp4'), times('b.mp4')]).toEqual([1, 3]);
	});

	test('what went up is neither fetched nor uploaded again', async () => {
		api.sandbox.faults.add({
			method: 'POST',
			path: '/publish/tiktok',
			kind: 'status',
			status: 402,
		});
		const { error } = await publish([link('clip.mp4')], { node: RETRY });

		expect(error).toBeUndefined();
		expect([fetched().length, sentTo('/media/upload'), sentTo('/publish/tiktok')]).toEqual([
			1, 1, 2,
		]);
	});

	test('an upload that failed is sent again without being fetched again', async () => {
		api.sandbox.faults.add({ method: 'POST', path: '/media/upload', kind: 'status', status: 402 });
		const { error } = await publish([link('clip.mp4')], { node: RETRY });

		expect(error).toBeUndefined();
		expect([fetched().length, sentTo('/media/upload')]).toEqual([1, 2]);
	});

	test('an item that was posted needs its link no more', async () => {
		api.sandbox.faults.add({
			...{ method: 'POST', path: '/publish/tiktok', kind: 'status', status: 402 },
			nth: 2,
		});
		const { error } = await publish([link('a.mp4'), link('b.mp4')], { node: RETRY });

		expect(error).toBeUndefined();
		expect([fetched().length, api.sandbox.posts.length]).toEqual([2, 2]);
	});
});

/** Replaces n8n's store by one that does something else with what is downloaded. */
const storeBy = (work: (content: Readable) => Promise<never>) =>
	jest
		.spyOn(Container.get(BinaryDataService), 'store')
		.mockImplementation(async (_location, content) => await work(content as Readable));

test('a file that n8n cannot store is refused with the reason of its store', async () => {
	storeBy(async (content) => {
		// It leaves the stream to itself, as it is.
		await once(content, 'data');
		throw new Error('ENOSPC');
	});
	const { error } = await publish([link('clip.mp4?bytes=50000000')]);

	expect(error?.message).toContain('cannot be downloaded: n8n cannot store it: ENOSPC');
	await until(() => fetched().every(({ sentWhole }) => sentWhole === false));
	expect(api.sent()).toEqual([]);
});

test('a download that breaks off is named, whatever n8n’s store makes of it', async () => {
	storeBy(async (content) => {
		await content.toArray().catch((cause: Error) => {
			throw new Error('The bucket does not answer', { cause });
		});
		throw new Error('It was whole');
	});
	const { error } = await publish([link('cut/clip.mp4?bytes=5000000')]);

	expect(error?.message).toContain('cannot be downloaded: the connection was lost (ECONNRESET)');
	expect(fetched()).toHaveLength(5);
});

/** Lets signals of Node that time out live in the time of the test. */
function useFakeTimeouts() {
	jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
		const controller = new AbortController();
		setTimeout(() => controller.abort(), ms);
		return controller.signal;
	});
}

test.each([
	['a host that falls silent', 'stalled/clip.mp4', () => undefined],
	[
		'a store that takes nothing',
		'clip.mp4?bytes=50000000',
		() => storeBy(async () => await new Promise<never>(() => undefined)),
	],
])('%s is given up after a minute', async (_, path, prepare) => {
	prepare();
	useFakeTimeouts();
	time.standStill();
	let hasEnded = false;
	const run = publish([link(path)]).finally(() => {
		hasEnded = true;
	});
	await until(() => fetched().length === 1);
	let turns = 0;
	await until(() => ++turns > 50);
	jest.advanceTimersByTime(59_000);
	await until(() => ++turns > 100);
	expect(hasEnded).toBe(false);
	jest.advanceTimersByTime(1_000);
	const { error } = await run;

	expect(error?.message).toContain('cannot be downloaded: nothing came for a minute');
	expect(fetched()).toHaveLength(1);
	await until(() => fetched()[0]?.sentWhole === false);
});

test.each(['stalled', 'slow'])(
	'stopping the execution ends its downloads at once, and nothing is sent: %s',
	async (how) => {
		const links = Array.from({ length: 12 }, (_, n) =>
			link(`${how}/${String(n)}.mp4?bytes=50000000`),
		);
		const stop = new AbortController();
		const run = publish(links, {}, stop.signal);
		// So many at once, of all that there are.
		await until(() => fetched().length === 5);
		time.standStill();
		stop.abort();
		await until(() => fetched().every(({ sentWhole }) => sentWhole === false));
		time.goOn();
		await run;
		await time.passDuring(nodesEnded());

		expect(fetched()).toHaveLength(5);
		expect(api.sent()).toEqual([]);
	},
);

describe('Every half minute n8n’s log says what', () => {
	test('a download is doing', async () => {
		useFakeTimeouts();
		time.standStill();
		const lines = readLog();
		const stop = new AbortController();
		const run = publish([link('stalled/clip.mp4?bytes=4000000')], {}, stop.signal);
		await until(() => fetched().length === 1);
		let turns = 0;
		await until(() => ++turns > 50);
		jest.advanceTimersByTime(30_000);

		expect(lines).toEqual([
			expect.stringMatching(/^Item 0: “clip.mp4” \(.*\) is being downloaded: 2.0 MB of 4.0 MB$/),
		]);
		stop.abort();
		await run;
	});

	test('an upload is doing, until it is answered', async () => {
		useFakeTimeouts();
		time.standStill();
		const lines = readLog();
		const stop = new AbortController();
		api.sandbox.faults.add({ path: '/media/upload', kind: 'slow', delayMs: 600_000 });
		const run = publish([link('clip.mp4?bytes=4000000')], {}, stop.signal);
		await until(() => {
			// As little time as the engine needs: no timeout ends in it.
			jest.advanceTimersByTime(1);
			return api.sandbox.faults.fired.length === 1;
		});
		jest.advanceTimersByTime(60_000);

		const line = expect.stringMatching(
			/^Item 0: “clip.mp4” \(.*\) is being uploaded: 4.0 MB of 4.0 MB$/,
		) as string;
		expect(lines.filter((one) => one.includes('uploaded'))).toEqual([line, line]);
		stop.abort();
		await run;
	});

	test('a wait is doing', async () => {
		useFakeTimeouts();
		const lines = readLog();
		await api.run('video-publish', {
			parameters: { mediaId: MEDIA.neverEnds, waitOptions: { timeout: 100 } },
		});

		const [{ outputJobId = '' } = {}] = api.sandbox.posts;
		const line = `Item 0: waits for job ${outputJobId} (in_progress)`;
		expect(lines.filter((one) => one.includes('waits for'))).toEqual([line, line, line]);
	});
});
