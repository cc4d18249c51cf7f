import { useSandbox } from '../../support/sandbox.mts';
import { until } from '../../support/until.mts';

// In real time: what is tested is what happens while a service takes its time. A busy machine takes some, too.
const api = useSandbox();
jest.setTimeout(240_000);

/** Longer than any test takes. */
const NEVER_MS = 3_600_000;
const COUNT = 8;

/** Posts a video for each of some items, without waiting for its job. */
async function publish(count: number, changes: object = {}, stop?: AbortSignal) {
	return await api.run(
		'video-publish',
		{
			items: Array.from({ length: count }, () => ({ mediaId: api.sandbox.addMedia().mediaId })),
			parameters: { mediaId: '={{ $json.mediaId }}', waitForCompletion: false },
			...changes,
		},
		stop,
	);
}

const sentAt = () => api.sandbox.requests.map(({ startedAt }) => startedAt);

/** The next answers to posts come late. */
function answerLate(times: number, delayMs: number): void {
	api.sandbox.faults.add({ kind: 'slow', method: 'POST', when: 'after', delayMs, times });
}

afterEach(() => {
	Object.assign(api.sandbox.settings, { latencyMs: 0, limitPosts: null });
});

test('A service that is slow to answer holds no item up behind another', async () => {
	answerLate(COUNT, NEVER_MS);
	const stop = new AbortController();

	const run = publish(COUNT, {}, stop.signal);
	await until(() => api.sent('POST').length === COUNT);

	stop.abort();
	await run;
});

test('A wrong key is asked about a few times only, however late the answer comes', async () => {
	api.sandbox.settings.latencyMs = 1000;

	const { outputs } = await publish(100, {
		node: { onError: 'continueRegularOutput' },
		credential: { apiKey: `sk_${'f'.repeat(64)}` },
	});

	expect((outputs[0] ?? []).flatMap(({ json }) => json.error ?? [])).toHaveLength(100);
	expect(sentAt().length).toBeLessThanOrEqual(10);
});

test('A wrong key is not asked about again and again by Retry On Fail', async () => {
	api.sandbox.settings.latencyMs = 100;

	await publish(100, {
		node: { retryOnFail: true, maxTries: 5, waitBetweenTries: 1000 },
		credential: { apiKey: `sk_${'e'.repeat(64)}` },
	});

	// The first try has ten in flight when the first answer comes; each later try asks once.
	expect(sentAt().length).toBeLessThanOrEqual(10 + 4);
});

test('After a refusal time alone opens no place', async () => {
	api.sandbox.settings.limitPosts = { requests: 1, windowMs: 1000 };
	api.sandbox.settings.latencyMs = 300;

	const { outputs } = await publish(COUNT);

	expect(outputs[0]).toHaveLength(COUNT);
	// About one for each post that is taken; places that time opens make three of it.
	expect(api.sandbox.tally.posts.refused).toBeLessThan(2 * COUNT);
});
