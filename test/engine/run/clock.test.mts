import { useSandbox } from '../../support/sandbox.mts';
import { until } from '../../support/until.mts';

// In real time, beside a clock that somebody sets.
const api = useSandbox();

const HOUR_MS = 3_600_000;
const POSTS = { method: 'POST', path: '/publish/tiktok' };

const now = Date.now.bind(Date);
let setBackMs = 0;

beforeEach(() => {
	setBackMs = 0;
	jest.spyOn(Date, 'now').mockImplementation(() => now() - setBackMs);
});

afterEach(() => {
	jest.restoreAllMocks();
});

/** Runs Video > Publish for some items; the clock is set back by an hour after the first answers. Out: seconds until the end, too. */
async function publish(count: number, parameters: object) {
	const startedAt = now();
	const run = api.run('video-publish', {
		items: Array.from({ length: count }, () => ({ mediaId: api.sandbox.addMedia().mediaId })),
		parameters: { mediaId: '={{ $json.mediaId }}', ...parameters },
	});
	await until(() => api.sent('POST').length > 0);
	const timer = setTimeout(() => (setBackMs = HOUR_MS), 500);
	const outcome = await run;
	clearTimeout(timer);
	return { ...outcome, seconds: (now() - startedAt) / 1000 };
}

describe('A clock that is set back', () => {
	test('takes no place away from those who wait for slow answers', async () => {
		api.sandbox.faults.add({ ...POSTS, kind: 'slow', when: 'after', delayMs: 3000, times: 8 });

		const { outputs, seconds } = await publish(8, { waitForCompletion: false });

		expect(outputs[0]).toHaveLength(8);
		expect(seconds).toBeLessThan(20);
	});

	test('makes no pause longer than the service asked for', async () => {
		api.sandbox.faults.add({ ...POSTS, kind: 'rateLimit', seconds: 2 });

		const { outputs, seconds } = await publish(5, { waitForCompletion: false });

		expect(outputs[0]).toHaveLength(5);
		expect(seconds).toBeLessThan(20);
	});

	test('puts no time-out off', async () => {
		api.sandbox.settings.runMs = 600_000;

		const { error, seconds } = await publish(1, { waitOptions: { timeout: 3 } });

		expect(error?.message).toContain('The job had not ended after 3 seconds');
		expect(seconds).toBeGreaterThanOrEqual(3);
		expect(seconds).toBeLessThan(20);
	});
});
