import { ExecuteSingleContext } from 'n8n-core';

import type { ApiRequest } from '../../../tools/sandbox/index.mts';
import { MEDIA } from '../../../tools/sandbox/seed.mts';
import { useLeapingTime } from '../../support/time.mts';
import { readLog } from '../../support/log.mts';
import { useSandbox } from '../../support/sandbox.mts';
import { until } from '../../support/until.mts';

const time = useLeapingTime();
const api = useSandbox({}, time);

const PUBLISH = { method: 'POST', path: '/publish/tiktok' };
const POLL = { method: 'GET', path: '/jobs/publish/*' };

const RETRY = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

const fromItems = { mediaId: '={{ $json.mediaId }}' };
const newVideos = (count: number) =>
	Array.from({ length: count }, () => ({ mediaId: api.sandbox.addMedia().mediaId }));
/** So many posts are taken at first: the service has to show that it takes several at once. */
const TAKEN_FIRST = 8;

/** Lets no later post be answered. */
const holdPosts = () =>
	api.sandbox.faults.add({
		...PUBLISH,
		kind: 'slow',
		delayMs: 600_000,
		nth: TAKEN_FIRST + 1,
		times: 100,
	});
const acceptedMedia = () => api.sandbox.posts.map(({ mediaIds }) => mediaIds[0]);

afterEach(() => {
	jest.restoreAllMocks();
});

describe('Retry On Fail', () => {
	test('does not post again what was accepted in an earlier try', async () => {
		const items = newVideos(3);
		api.sandbox.faults.add({
			...PUBLISH,
			mediaId: items[1]?.mediaId,
			kind: 'status',
			status: 402,
			code: 'payment_required',
		});

		const { outputs, error } = await api.run('video-publish', {
			items,
			parameters: fromItems,
			node: RETRY,
		});

		expect(error).toBeUndefined();
		expect(acceptedMedia().sort()).toEqual(items.map(({ mediaId }) => mediaId).sort());
		expect(outputs[0]?.map(({ json }) => json.status)).toEqual([
			'succeeded',
			'succeeded',
			'succeeded',
		]);
		expect(outputs[0]?.map(({ json }) => json.outputJobId)).toEqual(
			items.map(
				({ mediaId }) =>
					api.sandbox.posts.find(({ mediaIds }) => mediaIds[0] === mediaId)?.outputJobId,
			),
		);
	});

	test('picks a job up where the wait for it broke off', async () => {
		api.sandbox.faults.add({ ...POLL, kind: 'status', status: 403, code: 'forbidden' });

		const { outputs, error } = await api.run('video-publish', { node: RETRY });

		expect(error).toBeUndefined();
		expect(api.sandbox.posts).toHaveLength(1);
		expect(outputs[0]?.[0]?.json.outputJobId).toBe(api.sandbox.posts[0]?.outputJobId);
	});

	test('posts a job anew that ended as failed', async () => {
		api.sandbox.faults.add({
			...POLL,
			kind: 'jobStatus',
			status: 'failed',
			errorMessage: 'TikTok was down',
		});

		const { outputs, error } = await api.run('video-publish', { node: RETRY });

		expect(error).toBeUndefined();
		const [failed, posted] = api.sandbox.posts;
		expect(api.sandbox.posts).toHaveLength(2);
		expect(outputs[0]?.[0]?.json.outputJobId).toBe(posted?.outputJobId);
		expect(posted?.outputJobId).not.toBe(failed?.outputJobId);
	});

	test('does not check again what was accepted already', async () => {
		const items = [
			{ mediaId: MEDIA.videos[0], at: new Date(Date.now() + 5 * 60_000 + 2000).toISOString() },
			{ mediaId: MEDIA.videos[1], at: new Date(Date.now() + 3_600_000).toISOString() },
		];
		api.sandbox.faults.add({ ...PUBLISH, mediaId: MEDIA.videos[1], kind: 'status', status: 402 });

		const { outputs, error } = await api.run('video-schedule', {
			items,
			parameters: { ...fromItems, scheduledAt: '={{ $json.at }}' },
			node: { ...RETRY, waitBetweenTries: 2500 },
		});

		expect(error).toBeUndefined();
		expect(outputs[0]).toHaveLength(2);
		expect(api.sandbox.posts).toHaveLength(2);
	});

	test('joins the posts of a try that n8n gave up while they were under way', async () => {
		// n8n gives up a try for a reason that could not be foreseen.
		jest.spyOn(ExecuteSingleContext.prototype, 'evaluateExpression').mockReturnValue(undefined);
		// So long that all tries are over before the first post is answered.
		api.sandbox.settings.latencyMs = 2000;
		const items = [...newVideos(2), { mediaId: 'broken' }];

		let isOver = false;
		const run = api.run('video-publish', {
			items,
			parameters: {
				mediaId: '={{ $json.mediaId === "broken" ? $("Nowhere").item.json.here : $json.mediaId }}',
				waitForCompletion: false,
				requestOptions: { batching: { batch: { batchSize: 1, batchInterval: 50 } } },
			},
			node: RETRY,
		});
		const end = () => {
			isOver = true;
		};
		void run.then(end, end);
		await until(() => {
			jest.advanceTimersByTime(10); // time passes here although posts are under way
			return isOver;
		});
		const { error } = await run;
		await time.passToTheEnd();
		jest.restoreAllMocks();

		expect(error).toBeDefined();
		const posted = items.slice(0, 2).map(({ mediaId }) => mediaId);
		expect(acceptedMedia().sort()).toEqual(posted.sort());
	});

	test('does not say that nothing was sent where an earlier try sent something', async () => {
		// Soon enough for the first try, and too soon for the second one.
		const scheduledAt = new Date(Date.now() + 302_000).toISOString();
		const items = newVideos(2);
		api.sandbox.faults.add({ ...PUBLISH, mediaId: items[1]?.mediaId, kind: 'status', status: 402 });

		const { error } = await api.run('video-schedule', {
			items,
			parameters: { ...fromItems, scheduledAt },
			node: { ...RETRY, waitBetweenTries: 4000 },
		});

		expect(acceptedMedia()).toEqual([items[0]?.mediaId]);
		expect(error?.message).toBe('1 of 2 items cannot be sent, so nothing more was sent');
		expect(error?.description).toContain('• item 0: job ');
	});

	test('of another run knows nothing of this one', async () => {
		await api.run('video-publish', { node: RETRY });
		await api.run('video-publish', { node: RETRY });

		expect(api.sandbox.posts).toHaveLength(2);
	});
});

describe('A run that stops on an error', () => {
	test('separates jobs that ended without a post from posts that may be live', async () => {
		const items = newVideos(5);
		items.splice(1, 1, { mediaId: MEDIA.failsAsSpam });
		const faulty = (item: number) => ({ ...PUBLISH, mediaId: items[item]?.mediaId });
		api.sandbox.faults.add({ ...faulty(0), kind: 'status', status: 402 });
		api.sandbox.faults.add({ ...faulty(2), kind: 'resetAfter' });

		const { error } = await api.run('video-publish', { items, parameters: fromItems });

		const [, ...lines] = error?.description?.split('<br>\n') ?? [];
		expect(lines).toEqual([
			'Accepted in this run. Do not post again:',
			expect.stringMatching(/^• item 3: job \S+ \(succeeded\)$/),
			expect.stringMatching(/^• item 4: job \S+ \(succeeded\)$/),
			'Failed or canceled in this run:',
			expect.stringMatching(
				/^• item 1: job \S+ \(failed\): The publish job failed: spam_risk_too_many_posts: /,
			),
			'These posts may or may not be live. Check before you post them again:',
			'• item 2: The connection to Wonda was lost before it answered, so the post may or may not be live',
		]);
	});

	test('says of an accepted job why its item failed all the same', async () => {
		const items = newVideos(2);
		items.splice(1, 1, { mediaId: MEDIA.neverEnds });
		const faulty = { ...PUBLISH, mediaId: items[0]?.mediaId };
		api.sandbox.faults.add({ ...faulty, kind: 'status', status: 402 });

		const { error } = await api.run('video-publish', {
			items,
			parameters: { ...fromItems, waitOptions: { timeout: 1 } },
		});

		expect(error?.description?.split('<br>\n').slice(1)).toEqual([
			'Accepted in this run. Do not post again:',
			expect.stringMatching(/^• item 1: job \S+ \(in_progress\): The job had not ended after 1 /),
		]);
	});

	test('names the publish IDs of carousels, which have no job', async () => {
		const bad = api.sandbox.addMedia({ mimeType: 'image/png' }).mediaId;

		const { outputs, error } = await api.run('carousel-publish', {
			items: [{ mediaIds: MEDIA.jpegs.slice(0, 2) }, { mediaIds: [bad, bad] }],
			parameters: { mediaIds: '={{ $json.mediaIds }}' },
		});

		expect(outputs).toEqual([]);
		expect(api.sandbox.posts).toHaveLength(1);
		expect(error?.description).toMatch(
			/Accepted in this run. Do not post again:<br>\n• item 0: publish ID v0/,
		);
	});

	test.each([
		['at once', {}],
		[
			'spread over time',
			{ requestOptions: { batching: { batch: { batchSize: 1, batchInterval: 50 } } } },
		],
	])(
		'because n8n cannot resolve a parameter has posted nothing, items %s',
		async (_name, parameters) => {
			const items = [...newVideos(2), { mediaId: 'broken' }];

			const { error } = await api.run('video-publish', {
				items,
				parameters: {
					...parameters,
					mediaId:
						'={{ $json.mediaId === "broken" ? $("Nowhere").item.json.here : $json.mediaId }}',
				},
			});

			expect(error).toBeDefined();
			expect(api.sent('POST')).toEqual([]);
		},
	);
});

describe('At most 10 requests of a run are in flight at once', () => {
	const posts35 = () => ({
		items: newVideos(35),
		parameters: { ...fromItems, waitForCompletion: false },
	});

	test('and so many are, once the service has taken a few', async () => {
		holdPosts();
		const stop = new AbortController();
		const run = api.run('video-publish', posts35(), stop.signal);
		await until(() => api.sent('POST').length >= TAKEN_FIRST + 10);
		let turns = 0;
		await until(() => ++turns > 50); // an eleventh would come with the others

		expect(api.sandbox.maxInFlight).toBe(10);

		stop.abort();
		await run;
	});
});

describe('Stopping the execution', () => {
	/**
	 * Starts a run and stops it. It has to end although no time passes from then on; after that all the time passes for
	 * which anything of it may still wait.
	 *
	 * @param moment has come when it is time to stop
	 * @returns the requests that came after the stop
	 */
	async function stopAt(
		moment: () => Promise<void>,
		changes: Parameters<typeof api.run>[1],
	): Promise<ApiRequest[]> {
		const stop = new AbortController();
		const run = api.run('video-publish', changes, stop.signal);
		await moment();

		time.standStill();
		const before = api.sent().length;
		stop.abort();
		await run;
		time.goOn();
		await time.passToTheEnd();
		return api.sent().slice(before);
	}

	/** The moment at which something holds and everything else waits for time to pass. */
	const whenAllWait = (holds: () => boolean) => async () => {
		await until(holds);
		time.standStill();
		await time.quiet();
	};

	/** The moment at which as many posts are under way as go out at once. */
	const whenTenAreUnderWay = async () =>
		await until(() => api.sent('POST').length === TAKEN_FIRST + 10);

	const hasLooked = () => api.sent('GET').length >= 10;

	test('ends a wait at once, sends nothing more, and leaves the jobs in the log', async () => {
		api.sandbox.settings.runMs = 3_600_000;
		const lines = readLog();

		const late = await stopAt(whenAllWait(hasLooked), {
			items: newVideos(5),
			parameters: fromItems,
		});

		expect(api.sandbox.posts).toHaveLength(5);
		expect(late).toEqual([]);
		// n8n keeps no output of a stopped execution.
		for (const { outputJobId } of api.sandbox.posts) expect(lines.join()).toContain(outputJobId);
		expect(lines.join()).not.toContain(api.sandbox.apiKey);
	});

	test('keeps the posts back that wait for their turn, and logs which posts may be live', async () => {
		holdPosts();
		const lines = readLog();

		const late = await stopAt(whenTenAreUnderWay, { items: newVideos(30), parameters: fromItems });

		expect(late).toEqual([]);
		expect(api.sent('POST')).toHaveLength(TAKEN_FIRST + 10);
		expect(lines.filter((line) => line.includes('may or may not be live'))).toHaveLength(10);
		expect(lines.filter((line) => line.includes('Nothing was posted'))).toHaveLength(
			30 - TAKEN_FIRST - 10,
		);
	});

	test('ends the pause that the service asked for', async () => {
		api.sandbox.faults.add({ ...PUBLISH, kind: 'rateLimit', seconds: 2 });

		const late = await stopAt(
			whenAllWait(() => api.sent('POST').length === 1),
			{},
		);

		expect(late).toEqual([]);
		expect(api.sandbox.posts).toEqual([]);
	});
});
