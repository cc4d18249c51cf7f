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

/** Moments in groups between which nothing is for longer than an answer takes, in milliseconds. */
function bursts(moments: number[]): number[][] {
	const groups: number[][] = [];
	for (const [index, moment] of moments.entries()) {
		const isNew = moment - (moments[index - 1] ?? -Infinity) > 800;
		if (isNew) groups.push([]);
		groups.at(-1)?.push(moment);
	}
	return groups;
}

/** How many may go at most from the first of some moments to the last: two, and one more for each quarter of a second. */
const opened = (moments: number[]) =>
	3 + Math.floor((Math.max(...moments) - Math.min(...moments)) / 250);

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

	const tries = bursts(api.sandbox.requests.map(({ startedAt }) => startedAt));
	expect(tries).toHaveLength(5);
	for (const sentAt of tries) expect(sentAt.length).toBeLessThanOrEqual(opened(sentAt));
});

test('After a refusal time alone opens no place', async () => {
	api.sandbox.settings.limitPosts = { requests: 1, windowMs: 1000 };
	api.sandbox.settings.latencyMs = 300;

	const { outputs } = await publish(COUNT);

	expect(outputs[0]).toHaveLength(COUNT);
	// About one for each post that is taken; places that time opens make three of it.
	expect(api.sandbox.tally.posts.refused).toBeLessThan(2 * COUNT);
});
