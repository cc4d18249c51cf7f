import type { Outcome } from '../../support/engine.mts';
import { useLeapingTime } from '../../support/time.mts';
import { useSandbox } from '../../support/sandbox.mts';

// A busy machine takes its time with hundreds of items; the time that the tests measure is not real.
jest.setTimeout(240_000);

const time = useLeapingTime();
const api = useSandbox({ queuedMs: 300, runMs: 700 }, time);

const MINUTE = 60_000;

/** Items with a video of their own each. */
const videos = (count: number) =>
	Array.from({ length: count }, () => ({ mediaId: api.sandbox.addMedia().mediaId }));

/** A run of Video > Publish that posts a video for each item and waits for it. */
async function publish(count: number, parameters: object = {}): Promise<Outcome> {
	return await api.run('video-publish', {
		items: videos(count),
		parameters: { mediaId: '={{ $json.mediaId }}', ...parameters },
	});
}

const timeout = (seconds: number) => ({ waitOptions: { timeout: seconds } });

const statusesOf = ({ outputs, error }: Outcome) => ({
	error: error && `${error.message} ${error.description}`,
	succeeded: (outputs[0] ?? []).filter(({ json }) => json.status === 'succeeded').length,
});

const allSucceeded = (count: number) => ({ error: undefined, succeeded: count });

/** Refused requests as a part of all. */
function refusals(): number {
	const all = Object.values(api.sandbox.tally);
	const refused = all.reduce((sum, kind) => sum + kind.refused, 0);
	return refused / all.reduce((sum, kind) => sum + kind.refused + kind.taken, 0);
}

describe('Many videos that are waited for, against a limit on', () => {
	test('all requests, with an exact Retry-After: none is reported as late', async () => {
		api.sandbox.settings.limitAll = { requests: 60, windowMs: 4000 };

		const outcome = await publish(150, timeout(8));

		expect(statusesOf(outcome)).toEqual(allSucceeded(150));
		expect(api.sandbox.posts).toHaveLength(150);
		expect(refusals()).toBeLessThan(0.1);
		expect(api.sandbox.tally.posts.taken + api.sandbox.tally.polls.taken).toBeLessThan(330);
	});

	test('all requests, from many executions at once: they share what they have learned', async () => {
		api.sandbox.settings.limitAll = { requests: 30, windowMs: 4000 };

		const outcomes = await Promise.all(Array.from({ length: 100 }, () => publish(1, timeout(8))));

		expect(outcomes.map(statusesOf)).toEqual(Array(100).fill(allSucceeded(1)));
		expect(refusals()).toBeLessThan(0.15);
	});
});

test('Posts that give up take no accepted job with them', async () => {
	api.sandbox.settings.limitPosts = { requests: 1, windowMs: 24 * 3_600_000 };
	api.sandbox.settings.retryAfter = 3600;
	api.sandbox.settings.runMs = MINUTE;

	const { outputs } = await api.run('video-publish', {
		items: videos(5),
		parameters: { mediaId: '={{ $json.mediaId }}' },
		node: { onError: 'continueRegularOutput' },
	});

	const results = outputs[0]?.map(({ json }) => json.status ?? (json.error as Error).message);
	expect(results?.sort()).toEqual([
		...Array<unknown>(4).fill(expect.stringMatching(/^Wonda receives too many requests: /)),
		'succeeded',
	]);
});

describe('A refusal that concerns every item', () => {
	test.each([
		['a wrong key', 300, 'Wonda does not accept the API key'],
		['a wait of an hour', 200, 'Wonda receives too many requests'],
	])('is not asked for again and again: %s', async (what, count, message) => {
		api.sandbox.settings.limitPosts = { requests: 1, windowMs: 3_600_000 };
		api.sandbox.settings.retryAfter = 3600;
		const apiKey = what === 'a wrong key' ? `sk_${'f'.repeat(64)}` : api.sandbox.apiKey;

		const { outputs } = await api.run('video-publish', {
			items: videos(count),
			parameters: { mediaId: '={{ $json.mediaId }}', waitForCompletion: false },
			node: { onError: 'continueRegularOutput' },
			credential: { apiKey },
		});

		// One that was accepted, and ten that were in flight by then.
		expect(api.sandbox.requests.length).toBeLessThanOrEqual(11);
		const errors = (outputs[0] ?? []).flatMap(({ json }) => json.error ?? []);
		expect(errors).toHaveLength(count - api.sandbox.posts.length);
		for (const error of errors) {
			expect(error).toMatchObject({
				message: expect.stringContaining(message),
				description: expect.stringContaining('Nothing was posted.'),
			});
		}
	});

	test('is asked for once by each later try', async () => {
		await api.run('video-publish', {
			items: videos(100),
			parameters: { mediaId: '={{ $json.mediaId }}', waitForCompletion: false },
			node: { retryOnFail: true, maxTries: 5, waitBetweenTries: 1000 },
			credential: { apiKey: `sk_${'e'.repeat(64)}` },
		});

		// The first try has ten in flight when the first answer comes.
		expect(api.sandbox.requests.length).toBeLessThanOrEqual(10 + 4);
	});

	test('is asked for again by the next run', async () => {
		api.sandbox.settings.limitPosts = { requests: 1, windowMs: 3_600_000 };
		api.sandbox.settings.retryAfter = 3600;
		await publish(5);
		api.sandbox.settings.limitPosts = null;

		expect(statusesOf(await publish(5))).toEqual(allSucceeded(5));
	});
});

test('A run gives up when nothing was taken for five minutes, by the clock', async () => {
	api.sandbox.settings.limitPosts = { requests: 1, windowMs: 24 * 3_600_000 };
	api.sandbox.settings.retryAfter = 20;
	const startedAt = Date.now();

	const { error } = await publish(3, { waitForCompletion: false });

	expect(error?.message).toContain('Wonda receives too many requests');
	expect(error?.description).toContain('Accepted in this run. Do not post again:<br>\n• item');
	const minutes = (Date.now() - startedAt) / MINUTE;
	expect(minutes).toBeGreaterThan(4);
	expect(minutes).toBeLessThan(6);
});
