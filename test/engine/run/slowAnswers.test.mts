import { useSandbox } from '../../support/sandbox.mts';

// In real time: what is tested is what happens while a service takes its time.
const api = useSandbox();

const SLOW_MS = 6000;
const COUNT = 8;

/** Posts a video for each of some items, without waiting for its job. */
async function publish(count: number, changes: object = {}) {
	return await api.run('video-publish', {
		items: Array.from({ length: count }, () => ({ mediaId: api.sandbox.addMedia().mediaId })),
		parameters: { mediaId: '={{ $json.mediaId }}', waitForCompletion: false },
		...changes,
	});
}

/** Milliseconds between the first and the last post. */
function spreadOfPosts(): number {
	const startedAt = api.sent('POST').map((request) => request.startedAt);
	return Math.max(...startedAt) - Math.min(...startedAt);
}

/** The next answers to posts come late. */
function answerLate(times: number, delayMs: number): void {
	api.sandbox.faults.add({ kind: 'slow', method: 'POST', when: 'after', delayMs, times });
}

afterEach(() => {
	Object.assign(api.sandbox.settings, { latencyMs: 0, limitPosts: null });
});

test('A service that is slow to answer holds no item up behind another', async () => {
	answerLate(COUNT, SLOW_MS);

	const { outputs } = await publish(COUNT);

	expect(outputs[0]).toHaveLength(COUNT);
	expect(spreadOfPosts()).toBeLessThan(SLOW_MS);
});

test('A wrong key is asked about a few times only, however late the answer comes', async () => {
	api.sandbox.settings.latencyMs = 1000;

	const { outputs } = await publish(100, {
		node: { onError: 'continueRegularOutput' },
		credential: { apiKey: `sk_${'f'.repeat(64)}` },
	});

	expect((outputs[0] ?? []).flatMap(({ json }) => json.error ?? [])).toHaveLength(100);
	expect(api.sandbox.requests.length).toBeLessThanOrEqual(9);
});

test('A wrong key is not asked about again and again by Retry On Fail', async () => {
	api.sandbox.settings.latencyMs = 100;

	await publish(100, {
		node: { retryOnFail: true, maxTries: 5, waitBetweenTries: 1000 },
		credential: { apiKey: `sk_${'e'.repeat(64)}` },
	});

	expect(api.sandbox.requests.length).toBeGreaterThanOrEqual(5);
	expect(api.sandbox.requests.length).toBeLessThanOrEqual(10);
});

test('After a refusal time alone opens no place', async () => {
	api.sandbox.settings.limitPosts = { requests: 1, windowMs: 1000 };
	api.sandbox.settings.latencyMs = 300;

	const { outputs } = await publish(COUNT);

	expect(outputs[0]).toHaveLength(COUNT);
	// About one for each post that is taken; places that time opens make three of it.
	expect(api.sandbox.tally.posts.refused).toBeLessThan(2 * COUNT);
});
