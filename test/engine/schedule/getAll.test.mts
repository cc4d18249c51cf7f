import { MEDIA } from '../../../tools/sandbox/seed.mts';
import { useSandbox } from '../../support/sandbox.mts';

const api = useSandbox();

const HOUR_MS = 3_600_000;

/** Puts a video on the list, so many days ahead; gives the ID of its job. */
async function schedule(days: number, mediaId = MEDIA.videos[0]): Promise<string> {
	await api.run('video-schedule', {
		parameters: { mediaId, scheduledAt: `={{ $now.plus({ days: ${days} }) }}` },
	});
	return String(api.sandbox.posts.at(-1)?.outputJobId);
}

const list = (parameters: Record<string, unknown> = {}) =>
	api.run('schedule-get-all', { parameters });

describe.each(['object', 'array'] as const)('From an answer that is an %s', (shape) => {
	beforeEach(() => {
		api.sandbox.settings.scheduledListShape = shape;
	});

	test('lists scheduled posts, soonest first, one item each', async () => {
		const later = await schedule(9);
		const sooner = await schedule(2);

		const { outputs, error } = await list();

		expect(error).toBeUndefined();
		const of = (outputJobId: string) =>
			api.sandbox.posts.find((post) => post.outputJobId === outputJobId);
		expect(outputs[0]).toEqual(
			[sooner, later].map((outputJobId) => ({
				json: {
					outputJobId,
					platform: 'tiktok',
					status: 'scheduled',
					scheduledFor: of(outputJobId)?.scheduledFor,
					mediaId: of(outputJobId)?.mediaIds[0],
					tiktokAccountId: of(outputJobId)?.tiktokAccountId,
					caption: of(outputJobId)?.caption,
				},
				pairedItem: { item: 0 },
			})),
		);
	});

	test('lists Instagram posts among them', async () => {
		const tiktok = await schedule(2);
		const instagram = api.sandbox.addInstagramJob(HOUR_MS);

		const { outputs } = await list();

		expect(outputs[0]?.map(({ json }) => [json.outputJobId, json.platform])).toEqual([
			[instagram, 'instagram'],
			[tiktok, 'tiktok'],
		]);
	});

	test('has no output when nothing is scheduled', async () => {
		const { outputs, error } = await list();

		expect(error).toBeUndefined();
		expect(outputs[0] ?? []).toEqual([]);
	});
});

test('lists as many as Limit says, or all', async () => {
	const jobs = Array.from({ length: 60 }, (_, index) =>
		api.sandbox.addInstagramJob(HOUR_MS * (index + 1)),
	);
	const ids = async (parameters: Record<string, unknown>) => {
		const { outputs } = await list(parameters);
		return outputs[0]?.map(({ json }) => json.outputJobId);
	};

	expect(await ids({ returnAll: true })).toEqual(jobs);
	expect(await ids({ returnAll: true, limit: 2 })).toEqual(jobs);
	expect(await ids({ returnAll: false, limit: 2 })).toEqual(jobs.slice(0, 2));
	expect(await ids({ returnAll: false, limit: 1 })).toEqual(jobs.slice(0, 1));
	expect(await ids({ returnAll: undefined })).toEqual(jobs.slice(0, 50));
	expect(await ids({ returnAll: '={{ true }}' })).toEqual(jobs);
	expect(await ids({ returnAll: '={{ true }}', limit: 2 })).toEqual(jobs);
	expect(await ids({ returnAll: '={{ false }}' })).toEqual(jobs.slice(0, 50));
	expect(await ids({ returnAll: '={{ false }}', limit: '={{ 1 + 1 }}' })).toEqual(jobs.slice(0, 2));
});

test('lists once for every item, each paired with its own', async () => {
	api.sandbox.addInstagramJob(HOUR_MS);
	api.sandbox.addInstagramJob(2 * HOUR_MS);

	const { outputs } = await api.run('schedule-get-all', { items: [{}, {}] });

	expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual([
		{ item: 0 },
		{ item: 0 },
		{ item: 1 },
		{ item: 1 },
	]);
});

test('says so when scheduled publishing is not enabled', async () => {
	api.sandbox.settings.schedulingEnabled = false;

	const { error } = await list();

	expect(error?.message).toMatch(
		/^A feature that this needs is not enabled for your Wonda account: /,
	);
	expect(error?.description).toMatch(/Ask Wonda to enable it.*\(feature_disabled, HTTP 403\)/);
});
