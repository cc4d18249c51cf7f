import { MEDIA } from '../../../tools/sandbox/seed.mts';
import { useLeapingTime } from '../../support/time.mts';
import { useSandbox } from '../../support/sandbox.mts';

const api = useSandbox({}, useLeapingTime());

/** Publishes a video without waiting; gives the ID of its job. */
async function publish(mediaId: string): Promise<string> {
	await api.run('video-publish', { parameters: { mediaId, waitForCompletion: false } });
	return String(api.sandbox.posts.at(-1)?.outputJobId);
}

const wait = (outputJobId: string, waitOptions: Record<string, unknown> = {}) =>
	api.run('job-wait', { items: [{ outputJobId }], parameters: { waitOptions } });

test('looks until the job has ended, and outputs it', async () => {
	api.sandbox.settings.runMs = 2000;
	const outputJobId = await publish(MEDIA.videos[0] ?? '');

	const { outputs, error } = await wait(outputJobId);

	expect(error).toBeUndefined();
	expect(api.sent('GET')).toHaveLength(2);
	expect(api.sent('POST')).toHaveLength(1);
	expect(outputs[0]).toEqual([
		{
			json: expect.objectContaining({
				outputJobId,
				status: 'succeeded',
				permalink: api.sandbox.posts[0]?.permalink,
			}),
			pairedItem: { item: 0 },
		},
	]);
});

test('ends at once at a job that is scheduled', async () => {
	await api.run('video-schedule');
	const [post] = api.sandbox.posts;

	const { outputs, error } = await wait(String(post?.outputJobId));

	expect(error).toBeUndefined();
	expect(api.sent('GET')).toHaveLength(1);
	expect(outputs[0]?.[0]?.json).toMatchObject({
		status: 'scheduled',
		scheduledFor: post?.scheduledFor,
	});
});

test.each([
	['failed', MEDIA.failsFormat, /^The publish job failed: file_format_check_failed/],
	['was canceled', MEDIA.endsCanceled, /^The publish job was canceled/],
])("is an error with the job's ID when the job %s", async (_name, mediaId, message) => {
	const outputJobId = await publish(mediaId);

	const { error } = await wait(outputJobId);

	expect(error?.message).toMatch(message);
	expect(error?.description).toContain(`Job ID: ${outputJobId}`);
	expect(error).toMatchObject({ context: { outputJobId } });
});

test("is an error with the job's ID when the timeout is over", async () => {
	const outputJobId = await publish(MEDIA.neverEnds);

	const { error } = await wait(outputJobId, { timeout: 60 });

	expect(error?.message).toBe(
		'The job had not ended after 60 seconds; its status was “in_progress”',
	);
	expect(error?.description).toContain(`Job ID: ${outputJobId}`);
});

test('outputs the last status when the timeout is over and that was asked for', async () => {
	const outputJobId = await publish(MEDIA.neverEnds);

	const { outputs, error } = await wait(outputJobId, { timeout: 60, onTimeout: 'output' });

	expect(error).toBeUndefined();
	expect(outputs[0]?.[0]?.json).toEqual({ outputJobId, status: 'in_progress' });
});

test('is an error with the ID of the job when it was never seen within the timeout', async () => {
	const outputJobId = await publish(MEDIA.neverEnds);
	api.sandbox.faults.add({ method: 'GET', kind: 'resetBefore', times: 100 });

	const { error } = await wait(outputJobId, { timeout: 60, onTimeout: 'output' });

	expect(error?.message).toBe(
		'The job had not ended after 60 seconds; its status was not known yet',
	);
	expect(error?.description).toContain(`Job ID: ${outputJobId}`);
});

test('refuses a timeout that cannot be kept before any request', async () => {
	const { error } = await wait(await publish(MEDIA.neverEnds), { timeout: 0 });

	expect(error?.message).toBe('Timeout (Seconds) must be a number of seconds, 1 or more, but is 0');
	expect(api.sent('GET')).toEqual([]);
});
