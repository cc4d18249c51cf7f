import { randomUUID } from 'node:crypto';

import { MEDIA } from '../../tools/sandbox/seed.mts';
import { useSandbox } from '../support/sandbox.mts';
import { useLeapingTime } from '../support/time.mts';

const api = useSandbox({}, useLeapingTime());

/** Publishes a video without waiting, or schedules one; returns the ID of its job. */
async function post(mediaId = MEDIA.videos[0], workflow = 'video-publish'): Promise<string> {
	await api.run(workflow, { parameters: { mediaId, waitForCompletion: false } });
	return String(api.sandbox.posts.at(-1)?.outputJobId);
}

const run = async (workflow: string, ...jobs: unknown[]) =>
	await api.run(workflow, {
		items: jobs.map((outputJobId) => ({ outputJobId: outputJobId as string })),
	});

const statuses = () => api.sandbox.posts.map(({ status }) => status);

/** The operations that take an ID, each with the path that it ends, its label and its rule. */
const BY_ID: [workflow: string, path: string, label: string, rule: string][] = [
	['job-get', '/jobs/publish/', 'Job ID', 'must be the outputJobId of a post'],
	['job-wait', '/jobs/publish/', 'Job ID', 'must be the outputJobId of a post'],
	['schedule-cancel', '/publish/scheduled/', 'Scheduled Post', 'must be the outputJobId of a post'],
	['media-get', '/media/', 'Media ID', 'must be an ID of your library'],
];

describe.each(BY_ID)('The ID of %s', (workflow, path, label, rule) => {
	const runWith = async (...ids: unknown[]) =>
		await api.run(workflow, {
			items: ids.map((id) => ({ outputJobId: id as string, mediaId: id as string })),
			node: { onError: 'continueRegularOutput' },
		});

	test('is letters, digits, - and _ only, and leads nowhere else', async () => {
		const ids = [
			...['../../tiktok/accounts', '..%2F..%2Ftiktok%2Faccounts', '%2e%2e', 'a/b?c#d', '..', '.'],
			...[String.raw`..\..\tiktok\accounts`, 'https://example.com/', 'a b\nc', 'é你好', '\uD800'],
		];
		const { outputs } = await runWith(...ids);
		for (const { json } of outputs[0] ?? []) {
			expect((json.error as Error).message).toMatch(
				new RegExp(`^${label} ${rule}: letters, digits, - and _ only, but is “`),
			);
		}
		expect(outputs[0]).toHaveLength(ids.length);
		expect(api.sent()).toEqual([]);
	});

	test('is not empty', async () => {
		const { outputs } = await runWith('', '  ', null, undefined);
		for (const { json } of outputs[0] ?? []) {
			expect((json.error as Error).message).toMatch(new RegExp(`^${label} is empty`));
		}
		expect(api.sent()).toEqual([]);
	});

	test('may come with blanks around it', async () => {
		const id = workflow === 'media-get' ? MEDIA.png : await post(undefined, 'video-schedule');
		const { outputs } = await runWith(` ${id}\n`);
		expect(outputs[0]?.[0]?.json.error).toBeUndefined();
		expect(api.sent().at(-1)?.path).toBe(path + id);
	});

	test('that does not exist is named', async () => {
		const id = randomUUID();
		const { outputs } = await runWith(id);
		expect(outputs[0]?.[0]?.json.error).toMatchObject({
			message: expect.stringMatching(/^Wonda could not find what you asked for: /),
			description: expect.stringContaining('(not_found, HTTP 404)'),
		});
	});
});

test.each([
	['from the list', { __rl: true, mode: 'list', value: MEDIA.jpegs[0] }],
	['by its ID', { __rl: true, mode: 'id', value: ` ${MEDIA.jpegs[0]}\n` }],
	['as a plain text', MEDIA.jpegs[0]],
])('Media > Get outputs the record that was chosen %s', async (_name, mediaId) => {
	const { outputs } = await api.run('media-get', { parameters: { mediaId } });
	expect(outputs[0]).toEqual([
		{
			json: expect.objectContaining({ mediaId: MEDIA.jpegs[0], mimeType: 'image/jpeg' }),
			pairedItem: { item: 0 },
		},
	]);
});

describe('Job > Get', () => {
	test('outputs each job as it is, whatever became of it', async () => {
		const jobs = [
			await post(MEDIA.neverEnds),
			await post(MEDIA.failsAsSpam),
			await post(MEDIA.endsCanceled),
		];
		api.sandbox.clock.advance(60_000);

		const { outputs, error } = await run('job-get', ...jobs);

		expect(error).toBeUndefined();
		expect(api.sent('GET')).toHaveLength(3);
		const { errorMessage } = api.sandbox.posts[1] ?? {};
		expect(outputs[0]?.map(({ json }) => json)).toEqual([
			{ outputJobId: jobs[0], status: 'in_progress' },
			{ outputJobId: jobs[1], status: 'failed', errorMessage },
			{ outputJobId: jobs[2], status: 'canceled' },
		]);
	});

	test('passes on fields that are not documented', async () => {
		const outputJobId = randomUUID();
		const json = { outputJobId, status: 'succeeded', views: [{ count: 1 }] };
		api.sandbox.faults.add({ method: 'GET', kind: 'status', status: 200, json });
		const { outputs } = await run('job-get', outputJobId);
		expect(outputs[0]?.[0]?.json).toEqual(json);
	});
});

describe('Job > Wait', () => {
	test('polls until the job has ended, and outputs it', async () => {
		api.sandbox.settings.runMs = 1500;
		const outputJobId = await post();

		const { outputs } = await run('job-wait', outputJobId);

		expect(api.sent('GET')).toHaveLength(2);
		expect(api.sent('POST')).toHaveLength(1);
		const { permalink } = api.sandbox.posts[0] ?? {};
		expect(outputs[0]?.[0]?.json).toMatchObject({ outputJobId, status: 'succeeded', permalink });
	});

	test.each([
		['failed', MEDIA.failsFormat, /^The publish job failed: file_format_check_failed/],
		[
			'has not ended in time',
			MEDIA.neverEnds,
			/^The job had not ended after 60 seconds; its status/,
		],
	])("fails with the job's ID when the job %s", async (_name, mediaId, message) => {
		const outputJobId = await post(mediaId);
		const { error } = await api.run('job-wait', {
			items: [{ outputJobId }],
			parameters: { waitOptions: { timeout: 60 } },
		});

		expect(error?.message).toMatch(message);
		expect(error?.description).toContain(`Job ID: ${outputJobId}`);
		expect(error).toMatchObject({ context: { outputJobId } });
	});

	test.each([
		['as it was seen last', 0, { status: 'in_progress' }],
		['not where it was never seen', 100, undefined],
	])('outputs a job that has not ended in time, if wanted: %s', async (_name, times, expected) => {
		const outputJobId = await post(MEDIA.neverEnds);
		if (times > 0) api.sandbox.faults.add({ method: 'GET', kind: 'resetBefore', times });

		const { outputs, error } = await api.run('job-wait', {
			items: [{ outputJobId }],
			parameters: { waitOptions: { timeout: 60, onTimeout: 'output' } },
		});

		expect(outputs[0]?.[0]?.json).toEqual(expected && { outputJobId, ...expected });
		expect(error?.message).toBe(
			expected ? undefined : 'The job had not ended after 60 seconds; its status was not known yet',
		);
	});

	test('fails within seconds where nobody answers, and does not speak of a post', async () => {
		const startedAt = Date.now();
		const { error } = await api.run('job-wait', {
			items: [{ outputJobId: 'some-job' }],
			credential: { baseUrl: 'http://127.0.0.1:9/api/v1' },
		});

		expect(error?.message).toBe('Wonda could not be reached');
		expect(error?.description).toContain('Job ID: some-job');
		expect(`${error?.message} ${error?.description}`).not.toMatch(
			/accepted|post again|may or may not be live/,
		);
		expect(Date.now() - startedAt).toBeLessThan(10_000);
	});
});

describe('Scheduled Post > Cancel', () => {
	const schedule = async () => await post(undefined, 'video-schedule');

	test.each([
		['what the API answers', 'json', { status: 'canceled' }],
		['the ID of the job, where the API answers nothing', 'empty', {}],
	] as const)('cancels each post, and outputs %s', async (_name, cancelAnswer, answer) => {
		api.sandbox.settings.cancelAnswer = cancelAnswer;
		const jobs = [await schedule(), await schedule()];

		const { outputs } = await run('schedule-cancel', jobs[0], ` ${jobs[1]}\n`);

		expect(statuses()).toEqual(['canceled', 'canceled']);
		expect(outputs[0]).toEqual(
			jobs.map((outputJobId, item) => ({
				json: { outputJobId, ...answer },
				pairedItem: { item },
			})),
		);
	});

	test('says so when the post has started already', async () => {
		const outputJobId = await schedule();
		api.sandbox.clock.advance(8 * 24 * 3_600_000);

		const { error } = await run('schedule-cancel', outputJobId);

		expect(error?.message).toMatch(/^The current status of the job does not allow this: /);
		expect(error?.description).toMatch(/“The job cannot be .+” \(conflict, HTTP 409\)/);
		expect(api.sent('GET').map(({ path }) => path)).toEqual([`/jobs/publish/${outputJobId}`]);
	});

	test('succeeds where the post is canceled already: after a 409 the job is asked', async () => {
		const outputJobId = await schedule();
		await run('schedule-cancel', outputJobId);

		const { outputs, error } = await run('schedule-cancel', outputJobId);

		expect(error).toBeUndefined();
		expect(api.sent('DELETE').map(({ status }) => status)).toEqual([200, 409]);
		expect(outputs[0]?.[0]?.json).toMatchObject({ outputJobId, status: 'canceled' });
	});
});
