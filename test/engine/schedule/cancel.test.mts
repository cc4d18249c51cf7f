import { useSandbox } from '../../support/sandbox.mts';

const api = useSandbox();

/** Schedules a video; gives the ID of its job. */
async function schedule(): Promise<string> {
	await api.run('video-schedule');
	return String(api.sandbox.posts.at(-1)?.outputJobId);
}

const cancel = (...jobs: string[]) =>
	api.run('schedule-cancel', { items: jobs.map((outputJobId) => ({ outputJobId })) });

const statuses = () => api.sandbox.posts.map(({ status }) => status);

test('cancels the post and outputs what the API answers', async () => {
	const outputJobId = await schedule();

	const { outputs, error } = await cancel(outputJobId);

	expect(error).toBeUndefined();
	expect(api.sent('DELETE').map(({ path }) => path)).toEqual([`/publish/scheduled/${outputJobId}`]);
	expect(statuses()).toEqual(['canceled']);
	expect(outputs[0]).toEqual([
		{ json: { outputJobId, status: 'canceled' }, pairedItem: { item: 0 } },
	]);
});

test('outputs the ID of the job when the API answers nothing', async () => {
	api.sandbox.settings.cancelAnswer = 'empty';
	const outputJobId = await schedule();

	const { outputs, error } = await cancel(outputJobId);

	expect(error).toBeUndefined();
	expect(statuses()).toEqual(['canceled']);
	expect(outputs[0]).toEqual([{ json: { outputJobId }, pairedItem: { item: 0 } }]);
});

test('outputs the ID as the API knows it, without the blanks that came with it', async () => {
	api.sandbox.settings.cancelAnswer = 'empty';
	const outputJobId = await schedule();

	const { outputs } = await cancel(` ${outputJobId}\n`);

	expect(outputs[0]?.[0]?.json).toEqual({ outputJobId });
});

test('cancels several posts, each paired with its item', async () => {
	const jobs = [await schedule(), await schedule(), await schedule()];

	const { outputs } = await cancel(...jobs);

	expect(new Set(statuses())).toEqual(new Set(['canceled']));
	expect(outputs[0]).toEqual(
		jobs.map((outputJobId, item) => ({
			json: { outputJobId, status: 'canceled' },
			pairedItem: { item },
		})),
	);
});

test('says so when the post has started already', async () => {
	const outputJobId = await schedule();
	api.sandbox.clock.advance(8 * 24 * 3_600_000);

	const { error } = await cancel(outputJobId);

	expect(error?.message).toMatch(/^This is not possible in the present state of the job: /);
	expect(error?.description).toMatch(
		/Look at it with Job > Get.*“The job cannot be cancelled any more; it is succeeded.” \(conflict, HTTP 409\)/,
	);
});

test('says so when it was canceled before', async () => {
	const outputJobId = await schedule();
	await cancel(outputJobId);

	const { error } = await cancel(outputJobId);

	expect(error?.message).toMatch(/^This is not possible in the present state of the job: /);
	expect(error?.description).toMatch(/\(conflict, HTTP 409\)/);
});

test('says so when scheduled publishing is not enabled', async () => {
	const outputJobId = await schedule();
	api.sandbox.settings.schedulingEnabled = false;

	const { error } = await cancel(outputJobId);

	expect(error?.message).toMatch(
		/^A feature that this needs is not enabled for your Wonda account: /,
	);
	expect(error?.description).toMatch(/\(feature_disabled, HTTP 403\)/);
	expect(statuses()).toEqual(['scheduled']);
});

test('takes a web page for no success', async () => {
	const outputJobId = await schedule();
	api.sandbox.faults.add({ method: 'DELETE', kind: 'status', status: 200, body: 'html' });

	const { error } = await cancel(outputJobId);

	expect(error?.message).toBe("Instead of Wonda's answer came a web page (HTTP 200)");
	expect(statuses()).toEqual(['scheduled']);
});
