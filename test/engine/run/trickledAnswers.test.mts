import { performance } from 'node:perf_hooks';

import { useSandbox } from '../../support/sandbox.mts';

// In real time: an answer of some hundred bytes takes a minute.
const api = useSandbox();
const TRICKLE = { kind: 'trickle', everyMs: 200, times: 100 } as const;
const WITHIN_MS = 30_000;

/** Milliseconds that some work takes. */
async function timeOf(work: () => Promise<unknown>): Promise<number> {
	const begunAt = performance.now();
	await work();
	return performance.now() - begunAt;
}

test('a wait with Timeout ends, and says why', async () => {
	api.sandbox.faults.add({ ...TRICKLE, path: '/jobs/publish/*' });
	let message: string | undefined;
	const took = await timeOf(async () => {
		const { error } = await api.run('video-publish', {
			parameters: { waitOptions: { timeout: 1 } },
		});
		message = `${error?.message}. ${error?.description}`;
	});

	expect(message).toMatch(/^The job had not ended after 1 seconds; its status was “queued”/);
	expect(message).toContain('The last poll failed: Wonda did not answer in time.');
	expect(took).toBeLessThan(WITHIN_MS);
	expect(api.sandbox.posts).toHaveLength(1);
});

describe('With Request Options > Timeout', () => {
	const FAST = { requestOptions: { timeout: 300 } };

	test('a request ends, and its place is free: more of them than go at once', async () => {
		api.sandbox.faults.add({ ...TRICKLE, path: '/tiktok/accounts' });
		const items = Array.from({ length: 12 }, () => ({}));
		const took = await timeOf(async () => {
			const node = { onError: 'continueRegularOutput' } as const;
			const { outputs } = await api.run('account-get-all', { items, node, parameters: FAST });
			const messages = outputs[0]?.map(({ json }) => (json.error as Error).message);
			expect(messages).toEqual(items.map(() => 'Wonda did not answer in time'));
		});
		expect(took).toBeLessThan(WITHIN_MS);

		api.sandbox.faults.clear();
		const { error } = await api.run('video-publish');
		expect(error).toBeUndefined();
	});

	test('a post ends, may be live, and is not sent again', async () => {
		api.sandbox.faults.add({ ...TRICKLE, method: 'POST' });
		const { error } = await api.run('video-publish', {
			parameters: FAST,
			node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		});

		expect(error?.message).toBe('Wonda did not answer in time, so the post may or may not be live');
		expect(api.sent('POST')).toHaveLength(1);
	});
});
