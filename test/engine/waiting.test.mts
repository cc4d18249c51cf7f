import { MEDIA } from '../../tools/sandbox/seed.mts';
import type { ApiRequest } from '../../tools/sandbox/index.mts';
import { useLeapingTime } from '../support/time.mts';
import { useSandbox } from '../support/sandbox.mts';
import { until } from '../support/until.mts';

const api = useSandbox({}, useLeapingTime());

const post = () => api.sandbox.posts[0];
const polls = () => api.sent('GET');

/** Milliseconds from the answer to one request until the next request. */
const pauses = (requests: ApiRequest[]) =>
	requests.slice(1).map(({ startedAt }, index) => startedAt - (requests[index]?.finishedAt ?? 0));

const publish = (parameters: Record<string, unknown> = {}) =>
	api.run('video-publish', { parameters });

const failureOf = (mediaId: string) =>
	api.sandbox.media.find((media) => media.mediaId === mediaId)?.outcome?.fail?.errorMessage;

/** What stands beside the answer: what the request said. */
function posted() {
	const { body } = api.sent('POST')[0] ?? {};
	const { mediaId, tiktokAccountId, caption, privacyLevel } = body as Record<string, unknown>;
	return { mediaId, tiktokAccountId, caption, privacyLevel };
}

describe('Polls of a job', () => {
	/** A poll that begins later than this before the end of the wait gets less than 30 s of real time for its answer. */
	const LAST_S = 30;

	/** Waits for a video that never ends; gives the milliseconds from one request about its job to the next one. */
	async function waitWith(timeout: number, options: Record<string, number> = {}) {
		const started = Date.now();
		await publish({ mediaId: MEDIA.neverEnds, waitOptions: { timeout, ...options } });
		const end = started + (timeout - LAST_S) * 1000;
		return pauses(api.sent().filter(({ startedAt }) => startedAt <= end));
	}

	test('begin after a second', async () => {
		const [first] = await waitWith(60);
		expect(first).toBe(1000);
	});

	test('come less and less often, up to every 5 seconds when nothing else is set', async () => {
		const all = await waitWith(90);

		let waited = 0;
		for (const pause of all) {
			expect(pause).toBe(Math.min(5000, Math.max(1000, Math.floor(waited / 6))));
			waited += pause;
		}
		expect(all.at(-1)).toBe(5000);
	});

	test.each([1, 2, 30])('come at least every %i seconds when that is set', async (seconds) => {
		const all = await waitWith(60 + seconds * 15, { maxPollInterval: seconds });

		expect(Math.max(...all)).toBe(seconds * 1000);
		expect(all.at(-1)).toBe(seconds * 1000);
	});

	test.each([60, 61, 300])('end with a timeout of %i seconds', async (timeout) => {
		const { error } = await publish({ mediaId: MEDIA.neverEnds, waitOptions: { timeout } });
		const [accepted] = api.sent('POST');

		expect(error?.message).toMatch(new RegExp(`^The job had not ended after ${timeout} seconds`));
		expect(Date.now() - (accepted?.finishedAt ?? 0)).toBe(timeout * 1000);
	});

	test('end in time although the clock of the machine is set back', async () => {
		const HOUR_MS = 3_600_000;
		const run = publish({ mediaId: MEDIA.neverEnds, waitOptions: { timeout: 60 } });
		await until(() => polls().length > 0);
		jest.setSystemTime(Date.now() - HOUR_MS);
		const { error } = await run;
		jest.setSystemTime(Date.now() + HOUR_MS);

		expect(error?.message).toMatch(/^The job had not ended after 60 seconds/);
		expect(polls().length).toBeLessThan(30);
	});
});

describe('A wait ends', () => {
	test('with the job as the API gave it when it succeeded, and what was posted beside it', async () => {
		const { outputs } = await publish();
		expect(outputs[0]?.[0]?.json).toEqual({
			...posted(),
			outputJobId: post()?.outputJobId,
			status: 'succeeded',
			permalink: post()?.permalink,
			publishId: expect.any(String),
			tiktokMediaId: expect.any(String),
			tiktokPublishId: expect.any(String),
		});
	});

	test.each([
		['spam', MEDIA.failsAsSpam, "The account has reached TikTok's daily limit of posts from apps."],
	])("with TikTok's reason, advice and the job when it failed: %s", async (_, mediaId, advice) => {
		const { error } = await publish({ mediaId });

		expect(failureOf(mediaId)).toBeTruthy();
		expect(error?.message).toBe(`The publish job failed: ${failureOf(mediaId)}`);
		expect(error?.description?.startsWith(`TikTok did not accept the post. ${advice}`)).toBe(true);
		expect(error?.description).toContain(`Job ID: ${post()?.outputJobId}`);
		const job = { outputJobId: post()?.outputJobId, status: 'failed' };
		expect(error).toMatchObject({
			context: { ...job, job: { ...job, errorMessage: failureOf(mediaId) } },
		});
	});

	test("with the job's ID when it failed without a reason", async () => {
		const { error } = await publish({ mediaId: MEDIA.failsSilently });

		expect(error?.message).toBe('The publish job failed, and Wonda gave no reason');
		expect(error?.description).toContain(`Job ID: ${post()?.outputJobId}`);
	});

	test("with TikTok's reason even where it holds the name of a system error", async () => {
		const errorMessage = 'A preexisting post (ECONNREFUSED) holds the same video';
		api.sandbox.faults.add({ kind: 'jobStatus', status: 'failed', errorMessage });

		const { error } = await publish();

		expect(error?.message).toBe(`The publish job failed: ${errorMessage}`);
		expect(error?.description).toMatch(
			/^TikTok did not accept the post\. Fix the cause, then run again\. Job ID: /,
		);
	});

	test('with an error when the job was canceled', async () => {
		const { error, run } = await publish({ mediaId: MEDIA.endsCanceled });

		expect(error?.message).toBe('The publish job was cancelled');
		// n8n would show it as stopped by a user if the message said "canceled".
		expect(run.status).toBe('error');
		expect(error?.description).toContain(`Job ID: ${post()?.outputJobId}`);
		expect(error).toMatchObject({ context: { status: 'canceled' } });
	});

	test('at the next poll when the job turns out to be scheduled', async () => {
		api.sandbox.faults.add({ kind: 'jobStatus', status: 'scheduled' });

		const { outputs, error } = await publish({ mediaId: MEDIA.neverEnds });

		expect(error).toBeUndefined();
		expect(polls()).toHaveLength(1);
		expect(outputs[0]?.[0]?.json).toEqual({
			...posted(),
			outputJobId: post()?.outputJobId,
			status: 'scheduled',
		});
	});

	test('no sooner than the job, whatever other states it passes', async () => {
		for (const status of ['idle', 'locked', 'queued', 'in_progress'])
			api.sandbox.faults.add({ kind: 'jobStatus', status });

		const { outputs } = await publish({ waitOptions: { maxPollInterval: 1 } });

		expect(polls()).toHaveLength(5);
		expect(outputs[0]?.[0]?.json.status).toBe('succeeded');
	});

	test.each(['under_review', 'SUCCEEDED', 'constructor'])(
		'not with a status that is not documented: “%s”',
		async (status) => {
			api.sandbox.faults.add({ kind: 'jobStatus', status });

			const { outputs, error } = await publish();

			expect(error).toBeUndefined();
			expect(polls()).toHaveLength(2);
			expect(outputs[0]?.[0]?.json.status).toBe('succeeded');
		},
	);
});

describe('A job that has not ended in time', () => {
	test('is an error with its ID and last status, and the advice not to post again', async () => {
		const { error } = await publish({
			mediaId: MEDIA.neverEnds,
			waitOptions: { timeout: 60, onTimeout: 'error' },
		});

		expect(error?.message).toBe(
			'The job had not ended after 60 seconds; its status was “in_progress”',
		);
		expect(error?.description).toMatch(/do not post it again/);
		expect(error?.description).toContain(`Job ID: ${post()?.outputJobId}`);
		expect(error).toMatchObject({
			context: { outputJobId: post()?.outputJobId, status: 'in_progress' },
		});
	});

	test('is the output with its last status where that was asked for', async () => {
		const { outputs, error } = await publish({
			mediaId: MEDIA.neverEnds,
			waitOptions: { timeout: 60, onTimeout: 'output' },
		});

		expect(error).toBeUndefined();
		expect(outputs[0]).toEqual([
			{
				json: { ...posted(), outputJobId: post()?.outputJobId, status: 'in_progress' },
				pairedItem: { item: 0 },
			},
		]);
	});

	test('that is seen to have failed by the last poll is an error all the same', async () => {
		api.sandbox.settings.runMs = 59_980;

		const { error } = await publish({
			mediaId: MEDIA.failsAsSpam,
			waitOptions: { timeout: 60, onTimeout: 'output' },
		});

		const [accepted] = api.sent('POST');
		expect((polls().at(-1)?.startedAt ?? 0) - (accepted?.finishedAt ?? 0)).toBe(60_000);
		expect(error?.message).toMatch(/^The publish job failed: spam_risk/);
	});
});

describe('Without waiting', () => {
	test("the API's first answer is the output, and no job is polled", async () => {
		const { outputs } = await publish({ waitForCompletion: false });

		expect(polls()).toEqual([]);
		expect(outputs[0]).toEqual([
			{
				json: { ...posted(), outputJobId: post()?.outputJobId, status: 'queued' },
				pairedItem: { item: 0 },
			},
		]);
	});
});
