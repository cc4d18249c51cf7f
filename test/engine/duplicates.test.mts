import type { IBinaryData, IDataObject } from 'n8n-workflow';

import { ACCOUNTS, MEDIA } from '../../tools/sandbox/seed.mts';
import { CONTENT, inMemory, useFileStore } from '../support/files.mts';
import { useSandbox } from '../support/sandbox.mts';
import { useLeapingTime } from '../support/time.mts';

const api = useSandbox({}, useLeapingTime());
const store = useFileStore();

const [FIRST = '', SECOND = ''] = MEDIA.videos;
const PUBLISH = { method: 'POST', path: '/publish/tiktok' };
const RETRY = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
const SPREAD = { requestOptions: { batching: { batch: { batchSize: 1, batchInterval: 50 } } } };

/** The parameters of an operation that take the value of an item's field of the same name, where it has one. */
const BY_ITEM = {
	'video-publish': {
		mediaId: `={{ $json.mediaId ?? "${FIRST}" }}`,
		tiktokAccountId: {
			__rl: true,
			mode: 'id',
			value: `={{ $json.tiktokAccountId ?? "${ACCOUNTS.studio}" }}`,
		},
		caption: '={{ $json.caption ?? "Same" }}',
		privacyLevel: '={{ $json.privacyLevel ?? "SELF_ONLY" }}',
		waitForCompletion: false,
	},
	'carousel-publish': { mediaIds: '={{ $json.mediaIds }}' },
	'video-schedule': { scheduledAt: '={{ $json.scheduledAt }}' },
};

const run = async (
	items: IDataObject[],
	{
		workflow = 'video-publish',
		node = {},
		parameters = {},
	}: { workflow?: keyof typeof BY_ITEM; node?: object; parameters?: object } = {},
) => await api.run(workflow, { items, node, parameters: { ...BY_ITEM[workflow], ...parameters } });

const sameAs = (item: number) =>
	`This would create the same post as item ${item}; turn on Execute Once in the node's settings to post it once, or use each item's own media`;

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

describe('Items that would create the same post', () => {
	test('keep a batch from being sent, and are named with the advice', async () => {
		const { error } = await run([{}, { mediaId: SECOND }, { mediaId: ` ${FIRST}\n` }, {}]);

		expect(error?.message).toBe('2 of 4 items cannot be sent, so nothing was sent');
		expect(error?.description?.split('<br>\n')).toEqual([
			`• Item 2: ${sameAs(0)}`,
			`• Item 3: ${sameAs(0)}`,
		]);
		expect(api.sent()).toEqual([]);
	});

	test.each([
		['the node continues on errors', { node: { onError: 'continueRegularOutput' } }],
		['n8n spreads items over time', { parameters: SPREAD }],
	])('are refused but for the first one where %s', async (_name, changes) => {
		const { outputs, error } = await run([{}, {}, { mediaId: SECOND }, {}], changes);

		expect(api.sandbox.posts.map(({ mediaIds }) => mediaIds[0])).toEqual([FIRST, SECOND]);
		const messages = error
			? [error.message]
			: outputs[0]?.map(({ json }) => (json.error as Error | undefined)?.message);
		expect(messages).toEqual(error ? [sameAs(0)] : [undefined, sameAs(0), undefined, sameAs(0)]);
	});

	test.each<[string, keyof typeof BY_ITEM, () => IDataObject[]]>([
		[
			'a carousel of a list and of a text',
			'carousel-publish',
			() => [
				{ mediaIds: MEDIA.jpegs.slice(0, 2) },
				{ mediaIds: MEDIA.jpegs.slice(0, 2).join(', ') },
			],
		],
		[
			'a time in two spellings',
			'video-schedule',
			() => [
				{ scheduledAt: inDays(2).replace(/\.\d+Z/, 'Z') },
				{ scheduledAt: inDays(2).replace(/\.\d+Z/, '+00:00') },
			],
		],
		[
			'times that `$now` gives from item to item',
			'video-schedule',
			() => [{ scheduledAt: inDays(2) }, { scheduledAt: inDays(2 + 1 / 24 / 60) }],
		],
	])('are found however they are written: %s', async (_name, workflow, items) => {
		const { error } = await run(items(), { workflow });

		expect(error?.description).toBe(`• Item 1: ${sameAs(0)}`);
		expect(api.sent()).toEqual([]);
	});

	test.each<[string, keyof typeof BY_ITEM, () => IDataObject[]]>([
		['another media', 'video-publish', () => [{}, { mediaId: SECOND }]],
		['another caption', 'video-publish', () => [{}, { caption: 'Other' }, { caption: '' }]],
		['another level', 'video-publish', () => [{}, { privacyLevel: 'Everyone' }]],
		['another time', 'video-schedule', () => [2, 3].map((n) => ({ scheduledAt: inDays(n) }))],
		[
			'another order of images',
			'carousel-publish',
			() =>
				[[0, 1] as const, [1, 0] as const].map((at) => ({
					mediaIds: at.map((n) => MEDIA.jpegs[n] ?? ''),
				})),
		],
	])('are not those with %s', async (_name, workflow, items) => {
		const { error } = await run(items(), { workflow });

		expect(error).toBeUndefined();
		expect(api.sandbox.posts).toHaveLength(items().length);
	});

	test.each(['job-get', 'media-get'])('are not those that only read: %s', async (workflow) => {
		await run([{}]);
		const { outputJobId = '' } = api.sandbox.posts[0] ?? {};
		const { outputs } = await api.run(workflow, {
			items: [{}, {}],
			parameters: { outputJobId, mediaId: FIRST },
		});

		expect(outputs[0]).toHaveLength(2);
	});

	test.each([
		['in memory', async () => [inMemory(CONTENT.mp4), inMemory(CONTENT.mp4)]],
		['in the store', async () => Array(2).fill(await store(CONTENT.mp4)) as IBinaryData[]],
	])('are those with the same file: %s', async (_name, keep) => {
		const changes = {
			files: (await keep()).map((data) => ({ data })),
			parameters: { source: 'binary', waitForCompletion: false },
		};
		const { error } = await api.run('video-publish', changes);
		expect(error?.message).toBe('1 of 2 items cannot be sent, so nothing was sent');
		expect(error?.description).toMatch(/the same post as item/);
		expect(api.sent()).toEqual([]);

		const node = { onError: 'continueRegularOutput' } as const;
		await api.run('video-publish', { ...changes, node });
		expect(api.sandbox.posts).toHaveLength(1);
	});
});

describe('With Retry On Fail', () => {
	test('a post is no duplicate of itself', async () => {
		api.sandbox.faults.add({ ...PUBLISH, kind: 'status', status: 402 });
		const { outputs, error } = await run([{}, { mediaId: SECOND }], { node: RETRY });

		expect(error).toBeUndefined();
		expect(outputs[0]).toHaveLength(2);
		expect(api.sandbox.posts).toHaveLength(2);
	});

	test.each([
		['items are spread over time', [{}, {}], { parameters: SPREAD, node: RETRY }],
		[
			'the node continues on errors',
			[{ mediaId: SECOND }, {}, {}],
			{ node: { ...RETRY, onError: 'continueRegularOutput' } },
		],
	])(
		'a duplicate of what an earlier try posted is refused, where %s',
		async (_name, items, changes) => {
			api.sandbox.faults.add({ ...PUBLISH, mediaId: SECOND, kind: 'status', status: 402 });
			await run(items, changes);

			const posted = api.sandbox.posts.map(({ mediaIds }) => mediaIds[0]);
			expect(posted).toEqual([...new Set(posted)]);
		},
	);
});
