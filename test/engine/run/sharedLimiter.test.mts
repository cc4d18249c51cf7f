import { setTimeout as sleep } from 'node:timers/promises';

import { CONTENT, inMemory } from '../../support/files.mts';
import { useSandbox } from '../../support/sandbox.mts';
import { until } from '../../support/until.mts';

// In real time: between two polls a run sends nothing for a second, and others begin. A busy machine takes its time.
const api = useSandbox();
jest.setTimeout(240_000);

const POSTS = { method: 'POST', path: '/publish/tiktok' };
const POLLS = { method: 'GET', path: '/jobs/publish/*' };

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

describe('Runs with one key share a rate limiter', () => {
	test('also where each begins while the others are between two polls', async () => {
		api.sandbox.settings.runMs = 6000;

		const runs: ReturnType<typeof publish>[] = [];
		for (let run = 0; run < 4; run++) {
			const polls = api.sent('GET').length;
			runs.push(publish(12));
			await until(() => api.sent('GET').length >= polls + 12 && isQuiet());
		}
		api.sandbox.faults.add({ ...POLLS, ...slow(1000) });

		const outcomes = await Promise.all(runs);
		expect(outcomes.flatMap(({ outputs }) => outputs[0])).toHaveLength(48);
		expect(api.sandbox.maxInFlight).toBeLessThanOrEqual(10);
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

test('Posts go before uploads, and every fourth request is a poll', async () => {
	const COUNT = 8;
	const never = { mediaId: '={{ $json.mediaId }}', waitForCompletion: false };
	await api.run('video-publish', {
		items: Array.from({ length: 12 }, () => api.sandbox.addMedia({ outcome: { never: true } })).map(
			({ mediaId }) => ({ mediaId }),
		),
		parameters: never,
	});
	const jobs = api.sandbox.posts
		.slice(0, COUNT)
		.map(({ outputJobId }) => ({ outputJobId: String(outputJobId) }));

	// Ten posts without an answer take all places. The others come in the order in which they must not go.
	const stop = new AbortController();
	api.sandbox.faults.add({ ...POSTS, kind: 'slow', delayMs: 3_600_000, times: 10 });
	const held = api.run(
		'video-publish',
		{
			items: Array.from({ length: 10 }, () => ({ mediaId: api.sandbox.addMedia().mediaId })),
			parameters: never,
		},
		stop.signal,
	);
	await until(() => api.sandbox.faults.fired.length === 10);
	const before = api.sent().length;
	api.sandbox.settings.latencyMs = 50;
	const endPolls = new AbortController();
	const polls = api.run('job-wait', { items: jobs }, endPolls.signal);
	await sleep(3000);
	const uploads = api.run('media-upload', {
		files: Array.from({ length: COUNT }, () => ({ data: inMemory(CONTENT.mp4) })),
	});
	await sleep(500);
	const posts = publish(COUNT, { waitForCompletion: false });
	await sleep(500);
	expect(api.sent()).toHaveLength(before);

	stop.abort();
	await Promise.all([held, uploads, posts]);
	await until(() => api.sent('GET').length >= COUNT);
	endPolls.abort();
	await polls;

	const order = api.sent().slice(before);
	/** The place of the middle one of the first requests to a path. */
	const middle = (path: string) =>
		order.flatMap((request, place) => (request.path.startsWith(path) ? place : []))[COUNT / 2];
	expect(middle('/publish/')).toBeLessThan(Number(middle('/media/upload')));
	// While others wait, one request in four is a poll: reads are not starved.
	const polled = order.slice(0, 2 * COUNT).filter(({ method }) => method === 'GET').length;
	expect(polled).toBeGreaterThanOrEqual(2);
	expect(polled).toBeLessThanOrEqual(COUNT / 2 + 1);
});
