import { useSandbox } from '../../support/sandbox.mts';

// In real time, since a service that is slow to answer is what this is about.
const api = useSandbox();

const SLOW_MS = 6000;

test('A service that is slow to answer holds no item up behind another', async () => {
	const COUNT = 8;
	api.sandbox.faults.add({
		kind: 'slow',
		method: 'POST',
		when: 'after',
		delayMs: SLOW_MS,
		times: COUNT,
	});
	const items = Array.from({ length: COUNT }, () => ({
		mediaId: api.sandbox.addMedia().mediaId,
	}));

	const { outputs } = await api.run('video-publish', {
		items,
		parameters: { mediaId: '={{ $json.mediaId }}', waitForCompletion: false },
	});

	expect(outputs[0]).toHaveLength(COUNT);
	const startedAt = api.sent('POST').map((request) => request.startedAt);
	expect(Math.max(...startedAt) - Math.min(...startedAt)).toBeLessThan(SLOW_MS);
});
