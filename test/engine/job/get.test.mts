import { MEDIA } from '../../../tools/sandbox/seed.mts';
import { useSandbox } from '../../support/sandbox.mts';

const api = useSandbox();

/** Publishes a video without waiting; gives the ID of its job. */
async function publish(mediaId: string): Promise<string> {
	await api.run('video-publish', { parameters: { mediaId, waitForCompletion: false } });
	return String(api.sandbox.posts.at(-1)?.outputJobId);
}

const get = (...jobs: string[]) =>
	api.run('job-get', { items: jobs.map((outputJobId) => ({ outputJobId })) });

test('looks once at a job that has not ended, and outputs it', async () => {
	const outputJobId = await publish(MEDIA.neverEnds);
	api.sandbox.clock.advance(60_000);

	const { outputs, error } = await get(outputJobId);

	expect(error).toBeUndefined();
	expect(api.sent('GET')).toHaveLength(1);
	expect(outputs[0]).toEqual([
		{ json: { outputJobId, status: 'in_progress' }, pairedItem: { item: 0 } },
	]);
});

test('outputs a job that failed or was canceled as it is, without an error', async () => {
	const failed = await publish(MEDIA.failsAsSpam);
	const canceled = await publish(MEDIA.endsCanceled);
	api.sandbox.clock.advance(60_000);

	const { outputs, error } = await get(failed, canceled);

	expect(error).toBeUndefined();
	expect(outputs[0]).toEqual([
		{
			json: {
				outputJobId: failed,
				status: 'failed',
				errorMessage: api.sandbox.posts[0]?.errorMessage,
			},
			pairedItem: { item: 0 },
		},
		{ json: { outputJobId: canceled, status: 'canceled' }, pairedItem: { item: 1 } },
	]);
});

test('passes fields on that are not documented', async () => {
	const outputJobId = await publish(MEDIA.videos[0] ?? '');
	api.sandbox.clock.advance(60_000);

	const { outputs } = await get(outputJobId);

	const answer = await fetch(`${api.sandbox.baseUrl}/jobs/publish/${outputJobId}`, {
		headers: { Authorization: `Bearer ${api.sandbox.apiKey}` },
	});
	expect(outputs[0]?.[0]?.json).toEqual(await answer.json());
});
