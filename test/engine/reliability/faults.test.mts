import { MEDIA } from '../../../tools/sandbox/seed.mts';
import type { FaultEffect } from '../../../tools/sandbox/faults/fault.mts';
import { useLeapingTime } from '../../support/time.mts';
import { useSandbox } from '../../support/sandbox.mts';
import { until } from '../../support/until.mts';

const api = useSandbox({}, useLeapingTime());

const PUBLISH = { method: 'POST', path: '/publish/tiktok' };
const POLL = { method: 'GET', path: '/jobs/publish/*' };

const sent = (method: string) =>
	api.sandbox.requests.filter((request) => request.method === method);

/** An answer that cannot be unpacked; with some encodings the error for it has no code. */
function unpackable(encoding: string): FaultEffect {
	const headers = { 'Content-Encoding': encoding };
	return { kind: 'status', status: 200, when: 'after', headers };
}

/** Faults after which nobody on this side can know whether the post is live. */
const UNKNOWN: [name: string, fault: FaultEffect, accepted: number][] = [
	['a reset before the post is accepted', { kind: 'resetBefore' }, 0],
	['a reset while the post is sent', { kind: 'resetDuring' }, 0],
	['a reset after the post was accepted', { kind: 'resetAfter' }, 1],
	['a 500', { kind: 'status', status: 500 }, 0],
	['a 500 after the post was accepted', { kind: 'status', status: 500, when: 'after' }, 1],
	['a 502 with a web page', { kind: 'status', status: 502, body: 'html' }, 0],
	['a 503 without a body', { kind: 'status', status: 503, body: 'empty' }, 0],
	[
		'a 504 after the post was accepted',
		{ kind: 'status', status: 504, body: 'html', when: 'after' },
		1,
	],
	['a 408 of a gateway', { kind: 'status', status: 408, body: 'html' }, 0],
	[
		'a web page in place of the answer',
		{ kind: 'status', status: 200, body: 'html', when: 'after' },
		1,
	],
	['an empty answer', { kind: 'status', status: 200, body: 'empty', when: 'after' }, 1],
	['an answer cut in the middle', { kind: 'cut' }, 1],
	['an answer that is not gzip as it says', unpackable('gzip'), 1],
	['an answer that is not Brotli as it says', unpackable('br'), 1],
];

describe('A post whose outcome is unknown', () => {
	test.each(UNKNOWN)(
		'is not sent again after %s, even by Retry On Fail',
		async (_name, fault, accepted) => {
			api.sandbox.faults.add({ ...PUBLISH, ...fault });

			const { error } = await api.run('video-publish', {
				node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
			});

			expect(sent('POST')).toHaveLength(1);
			expect(api.sandbox.posts).toHaveLength(accepted);
			expect(error?.message).toMatch(/, so the post may be live or not(: Internal Server Error)?$/);
			expect(error?.description).toMatch(
				/Before you run this again, check the TikTok profile and Scheduled Post > Get Many/,
			);
		},
	);

	test('is reported as such when it takes longer than the time-out of the request', async () => {
		api.sandbox.faults.add({ ...PUBLISH, kind: 'slow', delayMs: 600_000, when: 'after' });

		const run = api.run('video-publish', { parameters: { requestOptions: { timeout: 10_000 } } });
		await until(() => api.sandbox.posts.length === 1);
		jest.advanceTimersByTime(10_000);
		const { error } = await run;

		expect(sent('POST')).toHaveLength(1);
		expect(error?.message).toBe('Wonda did not answer in time, so the post may be live or not');
	});

	test('leaves the other items alone', async () => {
		const [lost, ...others] = MEDIA.videos.slice(0, 4);
		api.sandbox.faults.add({ ...PUBLISH, mediaId: lost, kind: 'resetAfter' });

		const { error } = await api.run('video-publish', {
			items: [lost, ...others].map((mediaId) => ({ mediaId })),
			parameters: { mediaId: '={{ $json.mediaId }}' },
		});

		expect(api.sandbox.posts).toHaveLength(4);
		const known = api.sandbox.posts.filter(({ mediaIds }) => mediaIds[0] !== lost);
		for (const { outputJobId } of known) expect(error?.description).toContain(outputJobId);
	});
});

/** A service that says it did not take the post, and the least time until it is sent again, in milliseconds. */
const LIMITS: [name: string, fault: FaultEffect, leastMs: number][] = [
	['seconds in Retry-After', { kind: 'rateLimit', form: 'seconds' }, 1000],
	['a date in Retry-After', { kind: 'rateLimit', form: 'date', seconds: 2 }, 1000],
	['deferUntil', { kind: 'rateLimit', form: 'deferUntil' }, 500],
	['nothing', { kind: 'rateLimit', form: 'nothing' }, 500],
];

describe('A post that the service did not take because of too many requests', () => {
	test.each(LIMITS)('is sent again after a 429 with %s', async (_name, fault, leastMs) => {
		api.sandbox.faults.add({ ...PUBLISH, ...fault });

		// A date in Retry-After is none of the zone that n8n sets for the workflow.
		const settings = { timezone: 'Asia/Tokyo' };
		const { outputs } = await api.run('video-publish', { settings });

		const [first, second] = sent('POST');
		expect(sent('POST')).toHaveLength(2);
		expect((second?.startedAt ?? 0) - (first?.finishedAt ?? 0)).toBeGreaterThanOrEqual(leastMs);
		expect(api.sandbox.posts).toHaveLength(1);
		expect(outputs[0]?.[0]?.json.status).toBe('succeeded');
	});

	test.each([
		[20, 10],
		[5, 10],
	])(
		'is sent again after the longer pause: Retry-After %i s, deferUntil %i s',
		async (...asked) => {
			const [seconds, deferSeconds] = asked;
			api.sandbox.faults.add({
				...PUBLISH,
				kind: 'status',
				status: 429,
				headers: { 'Retry-After': String(seconds) },
				json: {
					error: {
						message: 'Too many requests.',
						code: 'throttled',
						deferUntil: new Date(Date.now() + deferSeconds * 1000).toISOString(),
					},
				},
			});

			await api.run('video-publish', { parameters: { waitForCompletion: false } });

			const [first, second] = sent('POST');
			const pause = (second?.startedAt ?? 0) - (first?.finishedAt ?? 0);
			expect(pause).toBeGreaterThan((Math.max(...asked) - 1) * 1000);
			expect(pause).toBeLessThan((Math.max(...asked) + 2) * 1000);
		},
	);

	test('is sent again at the time it names even when the clocks differ', async () => {
		api.sandbox.clock.skew(3_600_000);
		api.sandbox.faults.add({ ...PUBLISH, kind: 'rateLimit', form: 'deferUntil' });

		const { outputs } = await api.run('video-publish');

		expect(outputs[0]?.[0]?.json.status).toBe('succeeded');
	});

	test('is given up with the time to come back when that is too far away', async () => {
		api.sandbox.faults.add({ ...PUBLISH, kind: 'rateLimit', seconds: 3600 });

		const { error } = await api.run('video-publish');

		expect(sent('POST')).toHaveLength(1);
		expect(error?.description).toMatch(/Wonda asks to wait 3600 seconds\. Nothing was posted\./);
	});

	test('is given up when the service has taken nothing for five minutes', async () => {
		api.sandbox.faults.add({ ...PUBLISH, kind: 'rateLimit', times: 1000 });

		const { error } = await api.run('video-publish');

		const times = sent('POST').map(({ startedAt }) => startedAt);
		expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(3.5 * 60_000);
		expect(Math.max(...times) - Math.min(...times)).toBeLessThanOrEqual(5 * 60_000);
		expect(api.sandbox.posts).toEqual([]);
		expect(error?.description).toContain('Nothing was posted.');
	});

	test('is given up for all posts together, most of which were never sent', async () => {
		// One that is accepted ends the row of refusals of the tests before, so that the backoff begins anew.
		await api.run('video-publish', { parameters: { waitForCompletion: false } });
		api.sandbox.faults.add({ ...PUBLISH, kind: 'rateLimit', times: 1000 });

		const { outputs } = await api.run('video-publish', {
			items: Array.from({ length: 50 }, () => ({ mediaId: api.sandbox.addMedia().mediaId })),
			parameters: { mediaId: '={{ $json.mediaId }}', waitForCompletion: false },
			node: { onError: 'continueRegularOutput' },
		});

		// At most 10 at once, and then one alone, less and less often: after pauses of 1, 2, 4, 8, 16 and 32 s, and then of 60 s,
		// 9 of which end within 5 minutes; of half as long ones it is 14.
		const refused = sent('POST').filter(({ status }) => status === 429);
		expect(refused.length).toBeGreaterThanOrEqual(1 + 9);
		expect(refused.length).toBeLessThanOrEqual(10 + 14);
		expect(api.sandbox.posts).toHaveLength(1);
		expect(outputs[0]).toHaveLength(50);
		for (const { json } of outputs[0] ?? []) {
			expect(json.error).toMatchObject({
				message: 'Wonda receives too many requests: Too many requests',
				description: expect.stringContaining('Nothing was posted.'),
			});
		}
	});

	test('is tried anew, with patience anew, by Retry On Fail', async () => {
		api.sandbox.faults.add({ ...PUBLISH, kind: 'rateLimit', seconds: 200, times: 4 });

		await api.run('video-publish', {
			node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
		});

		// Each try bears one pause of 200 s and not a second one; the second try begins with the pause that the first one left.
		expect(sent('POST')).toHaveLength(3);
		expect(api.sandbox.posts).toEqual([]);
	});

	test('is not sent again at once, even if the service asks for no pause', async () => {
		api.sandbox.faults.add({ ...PUBLISH, kind: 'rateLimit', seconds: 0, times: 3 });

		await api.run('video-publish');

		const posts = sent('POST');
		const pauses = posts
			.slice(1)
			.map(({ startedAt }, index) => startedAt - (posts[index]?.finishedAt ?? 0));
		expect(pauses).toHaveLength(3);
		pauses.forEach((pause, index) => expect(pause).toBeGreaterThanOrEqual(500 * 2 ** index));
	});

	test('gets its turn, however many posts a slow service takes before it', async () => {
		const posts = 100;
		api.sandbox.settings.limitAll = { requests: 1, windowMs: 60_000 };

		const started = Date.now();
		const { outputs } = await api.run('video-publish', {
			items: Array.from({ length: posts }, () => ({ mediaId: api.sandbox.addMedia().mediaId })),
			parameters: { mediaId: '={{ $json.mediaId }}', waitForCompletion: false },
		});

		expect(outputs[0]).toHaveLength(posts);
		expect(new Set(api.sandbox.posts.flatMap(({ mediaIds }) => mediaIds)).size).toBe(posts);
		expect(api.sandbox.posts).toHaveLength(posts);
		// One a minute is what the service takes; whoever asks for more is refused once for each post.
		expect(Date.now() - started).toBeLessThan(posts * 60_000 * 1.1);
		expect(sent('POST').length).toBeLessThan(2 * posts + 20);
	});

	test('holds the other posts of the run back as well', async () => {
		// As many as go out at once, so that none gives up its place before the service has asked for a pause.
		api.sandbox.faults.add({ ...PUBLISH, kind: 'rateLimit', seconds: 2, times: 10 });

		await api.run('video-publish', {
			items: Array.from({ length: 100 }, () => ({ mediaId: api.sandbox.addMedia().mediaId })),
			parameters: { mediaId: '={{ $json.mediaId }}', waitForCompletion: false },
		});

		const limited = sent('POST').find(({ status }) => status === 429)?.finishedAt ?? 0;
		const early = sent('POST').filter(({ startedAt }) => startedAt < limited + 2000);
		// One that takes the place of the first refused one may be on its way before the run knows.
		expect(early.length).toBeLessThanOrEqual(11);
		expect(api.sandbox.posts).toHaveLength(100);
	});
});

test('A post that never reached the service is reported as not posted', async () => {
	const { error } = await api.run('video-publish', {
		credential: { baseUrl: 'http://127.0.0.1:9/api/v1' },
	});

	expect(error?.message).toBe('Wonda could not be reached');
	expect(error?.description).toMatch(/ECONNREFUSED.*Nothing was posted\./);
});

const TRANSIENT: [name: string, fault: FaultEffect][] = [
	['a reset', { kind: 'resetBefore' }],
	['a 429', { kind: 'rateLimit' }],
	['a 500', { kind: 'status', status: 500 }],
	['a 502 with a web page', { kind: 'status', status: 502, body: 'html' }],
	['an empty 503', { kind: 'status', status: 503, body: 'empty' }],
	['a web page with status 200', { kind: 'status', status: 200, body: 'html' }],
	['an answer cut in the middle', { kind: 'cut' }],
	['a job that cannot be found for a while', { kind: 'loseJob' }],
];

describe('A wait', () => {
	test.each(TRANSIENT)('goes on after %s', async (_name, fault) => {
		api.sandbox.faults.add({ ...POLL, ...fault });

		const { outputs, error } = await api.run('video-publish');

		expect(error).toBeUndefined();
		expect(outputs[0]?.[0]?.json).toMatchObject({
			outputJobId: api.sandbox.posts[0]?.outputJobId,
			status: 'succeeded',
		});
		expect(api.sandbox.posts).toHaveLength(1);
	});

	test.each<[string, FaultEffect]>([
		['was refused', { kind: 'rateLimit', seconds: 7 }],
		['failed', { kind: 'status', status: 503, headers: { 'Retry-After': '7' } }],
	])('keeps the time that is asked for by a poll that %s', async (_name, fault) => {
		api.sandbox.faults.add({ ...POLL, ...fault });

		await api.run('video-publish');

		const [first, second] = sent('GET');
		expect((second?.startedAt ?? 0) - (first?.finishedAt ?? 0)).toBe(7000);
	});

	test('that the service ends carries the ID of the job', async () => {
		api.sandbox.faults.add({ ...POLL, kind: 'status', status: 401, code: 'unauthorized' });

		const { error } = await api.run('video-publish');

		expect(error?.message).toBe('Wonda does not accept the API key: Unauthorized');
		expect(error?.description).toContain(api.sandbox.posts[0]?.outputJobId);
		expect(error?.description).toContain('do not post again');
	});

	test('that takes too long carries the ID of the job and the last fault', async () => {
		api.sandbox.faults.add({ ...POLL, kind: 'resetBefore', times: 100 });

		const { error } = await api.run('video-publish', {
			parameters: { waitOptions: { timeout: 60 } },
		});

		expect(error?.message).toBe('The job had not ended after 60 seconds; its status was “queued”');
		expect(error?.description).toContain(
			'The last poll failed: The connection to Wonda was lost before it answered.',
		);
		expect(error?.description).toContain(api.sandbox.posts[0]?.outputJobId);
	});
});
