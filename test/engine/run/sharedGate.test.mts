import { useSandbox } from '../../support/sandbox.mts';
import { until } from '../../support/until.mts';

// In real time: between two looks a run sends nothing for a second, and others begin. A busy machine takes its time.
const api = useSandbox();
jest.setTimeout(240_000);

const POSTS = { method: 'POST', path: '/publish/tiktok' };
const LOOKS = { method: 'GET', path: '/jobs/publish/*' };

const slow = (delayMs: number) => ({ kind: 'slow', when: 'after', delayMs, times: 100 }) as const;

/** Whether no request is under way. */
const isQuiet = () => api.sandbox.requests.every(({ finishedAt }) => finishedAt !== undefined);

/** A run of Video > Publish. */
async function publish(count: number, parameters: object = {}, credential: object = {}) {
	return await api.run('video-publish', {
		items: Array.from({ length: count }, () => ({ mediaId: api.sandbox.addMedia().mediaId })),
		parameters: { mediaId: '={{ $json.mediaId }}', ...parameters },
		credential,
	});
}

describe('Runs with one key share a gate', () => {
	test('also where each begins while the others are between two looks', async () => {
		api.sandbox.settings.runMs = 6000;

		const runs: ReturnType<typeof publish>[] = [];
		for (let run = 0; run < 4; run++) {
			const looks = api.sent('GET').length;
			runs.push(publish(12));
			await until(() => api.sent('GET').length >= looks + 12 && isQuiet());
		}
		api.sandbox.faults.add({ ...LOOKS, ...slow(1000) });

		const outcomes = await Promise.all(runs);
		expect(outcomes.flatMap(({ outputs }) => outputs[0])).toHaveLength(48);
		expect(api.sandbox.maxInFlight).toBeLessThanOrEqual(10);
	});

	test('and what it has learned, while all of them wait', async () => {
		api.sandbox.settings.runMs = 5000;
		api.sandbox.faults.add({ ...POSTS, kind: 'rateLimit', seconds: 1 });
		const first = publish(1);
		await until(() => api.sandbox.posts.length === 1);

		api.sandbox.faults.add({ ...POSTS, ...slow(500) });
		api.sandbox.resetMaxInFlight();
		await publish(6, { waitForCompletion: false });

		expect(api.sandbox.maxInFlight).toBeLessThanOrEqual(2);
		await first;
	});

	test('however the address is written', async () => {
		api.sandbox.faults.add({ ...POSTS, ...slow(1000) });
		const { baseUrl } = api.sandbox;

		await Promise.all(
			[baseUrl, `${baseUrl}/`, ` ${baseUrl}//`].map((address) =>
				publish(10, { waitForCompletion: false }, { baseUrl: address }),
			),
		);

		expect(api.sandbox.posts).toHaveLength(30);
		expect(api.sandbox.maxInFlight).toBeLessThanOrEqual(10);
	});
});
