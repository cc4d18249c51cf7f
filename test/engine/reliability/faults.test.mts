import type { FaultEffect } from '../../../tools/sandbox/faults/fault.mts';
import { useLeapingTime } from '../../support/time.mts';
import { useSandbox } from '../../support/sandbox.mts';

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
	[
		'a 504 after the post was accepted',
		{ kind: 'status', status: 504, body: 'html', when: 'after' },
		1,
	],
	[
		'a redirect that may follow an acceptance',
		{ kind: 'status', status: 303, body: 'empty', when: 'after' },
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
			expect(error?.message).toMatch(
				/, so the post may or may not be live(: Internal Server Error)?$/,
			);
			expect(error?.description).toMatch(
				/Before you run this again, check the TikTok profile and Scheduled Post > Get Many/,
			);
		},
	);
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

	test('is given up with the time to come back when that is too far away', async () => {
		api.sandbox.faults.add({ ...PUBLISH, kind: 'rateLimit', seconds: 3600 });

		const { error } = await api.run('video-publish');

		expect(sent('POST')).toHaveLength(1);
		expect(error?.description).toMatch(/Wonda says to wait 3600 seconds\. Nothing was posted\./);
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
});

const TRANSIENT: [name: string, fault: FaultEffect][] = [
	['a reset', { kind: 'resetBefore' }],
	['a 429', { kind: 'rateLimit' }],
	['a 500', { kind: 'status', status: 500 }],
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
