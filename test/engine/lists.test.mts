import { useSandbox } from '../support/sandbox.mts';

const api = useSandbox();

const HOUR_MS = 3_600_000;

/** Puts as many entries as wanted on the list. */
type Fill = (count: number) => void;

/** The lists that the API returns as a whole: workflow, path, and how it is filled. */
const LISTS: [workflow: string, path: string, fill: Fill][] = [
	['account-get-all', '/tiktok/accounts', (count) => repeat(count, () => api.sandbox.addAccount())],
	[
		'schedule-get-all',
		'/publish/scheduled',
		(count) => repeat(count, (index) => api.sandbox.addInstagramJob(HOUR_MS * (index + 1))),
	],
];

function repeat(count: number, add: (index: number) => void): void {
	for (let index = 0; index < count; index++) add(index);
}

/** The entries as the API itself lists them. */
async function listed(path: string): Promise<Record<string, unknown>[]> {
	const answer = await fetch(`${api.sandbox.baseUrl}${path}`, {
		headers: { Authorization: `Bearer ${api.sandbox.apiKey}` },
	});
	const body = (await answer.json()) as object;
	return (Array.isArray(body) ? body : Object.values(body)[0]) as Record<string, unknown>[];
}

describe.each(LISTS)('%s', (workflow, path, fill) => {
	const list = async (parameters: Record<string, unknown> = {}, items = [{}]) =>
		await api.run(workflow, { items, parameters });

	test('outputs an item for each entry, for every item that comes in', async () => {
		fill(3);
		const { outputs, error } = await list({}, [{}, {}]);

		expect(error).toBeUndefined();
		const entries = await listed(path);
		expect(entries.length).toBeGreaterThan(2);
		expect(outputs[0]).toEqual(
			[0, 1].flatMap((item) => entries.map((json) => ({ json, pairedItem: { item } }))),
		);
	});

	test.each<[string, Record<string, unknown>, number | undefined]>([
		['all', { returnAll: true, limit: 2 }, undefined],
		['all, by an expression', { returnAll: '={{ "TRUE" }}' }, undefined],
		['50 where nothing was entered', { returnAll: undefined }, 50],
		['50 where Return All is a text that says false', { returnAll: 'false' }, 50],
		['as many as Limit says', { returnAll: false, limit: 3 }, 3],
		['as many as a text says', { returnAll: '={{ false }}', limit: '={{ "3" }}' }, 3],
	])('outputs %s', async (_name, parameters, count) => {
		fill(60);
		const { outputs } = await list(parameters);
		expect(outputs[0]?.map(({ json }) => json)).toEqual((await listed(path)).slice(0, count));
	});
});

describe.each(['object', 'array'] as const)('A scheduled list that is an %s', (shape) => {
	beforeEach(() => {
		api.sandbox.settings.scheduledListShape = shape;
	});

	test('has posts of both platforms, soonest first', async () => {
		await api.run('video-schedule', {
			parameters: { scheduledAt: '={{ $now.plus({ days: 2 }) }}' },
		});
		const instagram = api.sandbox.addInstagramJob(HOUR_MS);

		const { outputs } = await api.run('schedule-get-all');

		expect(outputs[0]?.map(({ json }) => json.outputJobId)).toEqual([
			instagram,
			api.sandbox.posts[0]?.outputJobId,
		]);
	});

	test('may be empty', async () => {
		const { outputs, error } = await api.run('schedule-get-all');

		expect(error).toBeUndefined();
		expect(outputs[0] ?? []).toEqual([]);
	});
});

test.each(['schedule-get-all', 'video-schedule', 'schedule-cancel'])(
	'says so where scheduled publishing is not enabled: %s',
	async (workflow) => {
		await api.run('video-schedule');
		api.sandbox.settings.schedulingEnabled = false;

		const { error } = await api.run(workflow, {
			items: [{ outputJobId: api.sandbox.posts[0]?.outputJobId ?? '' }],
		});

		expect(error?.message).toMatch(
			/^A feature that this needs is not enabled for your Wonda account: /,
		);
		expect(error?.description).toMatch(/Ask Wonda to enable it.*\(feature_disabled, HTTP 403\)/);
		expect(api.sandbox.posts.map(({ status }) => status)).toEqual(['scheduled']);
	},
);

test('Media > Get Many outputs an item for each record', async () => {
	repeat(60, () => api.sandbox.addMedia({}));
	const { outputs } = await api.run('media-get-all');

	const records = await listed('/media?limit=50');
	expect(outputs[0]).toEqual(records.map((json) => ({ json, pairedItem: { item: 0 } })));
	expect(outputs[0]).toHaveLength(50);
});

test.each<[parameters: object, query: object]>([
	[{}, { limit: '50' }],
	[{ limit: 1 }, { limit: '1' }],
	[{ limit: '={{ "100" }}' }, { limit: '100' }],
	...['image', 'video', 'audio'].map((kind): [object, object] => [
		{ filters: { kind } },
		{ limit: '50', kind },
	]),
	...['user_upload', 'model_generated', 'editor_output', 'scrape', 'import'].map(
		(source): [object, object] => [{ filters: { source } }, { limit: '50', source }],
	),
])('Media > Get Many with %j asks for %j', async (parameters, query) => {
	await api.run('media-get-all', { parameters: { ...parameters } });
	expect(api.sent().map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /media']);
	expect(api.sent()[0]?.query).toEqual(query);
});

describe('A list of 200,000 entries', () => {
	const listAll = async (parameters: Record<string, unknown>) => {
		api.allowViolations();
		const json = { accounts: Array.from({ length: 200_000 }, (_, id) => ({ id })) };
		api.sandbox.faults.add({ path: '/tiktok/accounts', kind: 'status', status: 200, json });
		return await api.run('account-get-all', { parameters });
	};

	test('is refused with a limit that works', async () => {
		const { error } = await listAll({ returnAll: true });

		expect(error?.message).toMatch(/200000 entries, and n8n takes no more than 50000/);
		expect(error?.description).toContain('Turn off Return All');
	});

	test('is cut to the limit', async () => {
		const { outputs } = await listAll({ returnAll: false, limit: 50_000 });

		expect(outputs[0]).toHaveLength(50_000);
	});
});
