import { CONTENT, useFileStore } from '../support/files.mts';
import { reveal } from '../support/reveal.mts';
import { useSandbox } from '../support/sandbox.mts';
import { useLeapingTime } from '../support/time.mts';

/** The keys of two customers, and one that Wonda does not know. */
const [ANNA, BERT, UNKNOWN] = ['a', 'b', 'c'].map((letter) => `sk_${letter.repeat(64)}`);

const api = useSandbox({ apiKeys: [ANNA ?? '', BERT ?? ''] }, useLeapingTime());
const store = useFileStore();

const PUBLISH = { method: 'POST', path: '/publish/tiktok' };
const ERROR_OUTPUT = { onError: 'continueRegularOutput' } as const;

/** A credential whose key is that of the customer that an item is for. */
const OF_ITEM = { apiKey: '={{ $json.key }}' };

const itemsFor = (...keys: (string | undefined)[]) =>
	keys.map((key) => ({ key: key ?? '', mediaId: api.sandbox.addMedia().mediaId }));

/** Publishes a video for each item, with the item's own key. */
const publish = async (items: ReturnType<typeof itemsFor>, node = {}) =>
	await api.run('video-publish', {
		items,
		node,
		credential: OF_ITEM,
		parameters: { mediaId: '={{ $json.mediaId }}', caption: '={{ $json.mediaId }}' },
	});

test('each item is posted and polled with its own key', async () => {
	const items = itemsFor(ANNA, BERT, BERT, ANNA);
	const { outputs, error } = await publish(items);

	expect(error).toBeUndefined();
	expect(outputs[0]?.map(({ json }) => json.mediaId)).toEqual(items.map(({ mediaId }) => mediaId));
	const keyOf = new Map(items.map(({ mediaId, key }) => [mediaId, [ANNA, BERT].indexOf(key)]));
	for (const { body, keyIndex } of api.sent('POST')) {
		expect(keyIndex).toBe(keyOf.get((body as { mediaId: string }).mediaId));
	}
	const polledWith = new Map(api.sandbox.posts.map((post) => [post.outputJobId, post.mediaIds[0]]));
	for (const { path, keyIndex } of api.sent('GET')) {
		expect(keyIndex).toBe(keyOf.get(polledWith.get(path.split('/').at(-1)) ?? ''));
	}
});

test("one customer's wrong key fails their items only", async () => {
	api.allowViolations();
	const { outputs } = await publish(itemsFor(ANNA, UNKNOWN, BERT, UNKNOWN), ERROR_OUTPUT);

	const messages = outputs[0]?.map(({ json }) => (json.error as Error | undefined)?.message);
	const refused = expect.stringMatching(/^Wonda does not accept the API key/);
	expect(messages).toEqual([undefined, refused, undefined, refused]);
	expect(api.sandbox.posts).toHaveLength(2);
});

test('each error is masked by the key of its item', async () => {
	const message = 'The key {{key}} may not do this.';
	const items = itemsFor(ANNA, BERT);
	for (const node of [{}, ERROR_OUTPUT]) {
		api.sandbox.faults.add({ ...PUBLISH, kind: 'status', status: 403, message, times: 2 });
		const { error, outputs } = await publish(items, node);

		const errors = reveal(error ?? outputs[0]?.map(({ json }) => json.error));
		expect(errors).toContain('The key [API key] may not do this');
		for (const { key } of items) expect(errors).not.toContain(key);
	}
});

test('an error that names several items is masked by the key of each', async () => {
	const items = itemsFor(ANNA, BERT);
	const { error } = await api.run('video-publish', {
		items,
		credential: OF_ITEM,
		parameters: { mediaId: '={{ $json.mediaId }}', privacyLevel: '={{ $json.key }}' },
	});

	for (const { key } of items) expect(reveal(error)).not.toContain(key);
	expect(error?.description?.match(/but is “\[API key\]”/g)).toHaveLength(2);
});

test('the same post with another key is another post', async () => {
	const [item] = itemsFor(ANNA);
	const { error } = await publish([item, { ...item, key: BERT }] as ReturnType<typeof itemsFor>);

	expect(error).toBeUndefined();
	expect(api.sandbox.posts).toHaveLength(2);
});

test('a stored file goes up once for each key', async () => {
	const data = await store(CONTENT.mp4);
	const { error } = await api.run('video-publish', {
		items: itemsFor(ANNA, BERT, ANNA),
		files: [{ data }, { data }, { data }],
		credential: OF_ITEM,
		parameters: { source: 'binary', caption: '={{ String($itemIndex) }}' },
	});

	expect(error).toBeUndefined();
	const uploads = api.sent('POST').filter(({ path }) => path === '/media/upload');
	expect(uploads.map(({ keyIndex }) => keyIndex).sort()).toEqual([0, 1]);
	expect(api.sandbox.posts).toHaveLength(3);
});

describe('A key that cannot be read', () => {
	const UNREADABLE = { apiKey: '={{ $itemIndex === 1 ? $("Nowhere").item.json.key : $json.key }}' };

	const publishWith = async (credential: object, node = {}) =>
		await api.run('video-publish', {
			items: itemsFor(ANNA, ANNA, BERT),
			node,
			credential,
			parameters: { mediaId: '={{ $json.mediaId }}', waitForCompletion: false },
		});

	test.each([
		['an expression that fails', UNREADABLE, /^n8n cannot read the Wonda credential/],
		[
			'an expression without a result',
			{ apiKey: '={{ [$json.key][$itemIndex % 2] }}' },
			/is empty/,
		],
	])('sends nothing, and says so: %s', async (_name, credential, message) => {
		const { error } = await publishWith(credential);
		expect(error?.message).toBe('1 of 3 items cannot be sent, so nothing was sent');
		expect(error?.description).toMatch(
			new RegExp(`^• Item 1: .*${message.source.replace('^', '')}`),
		);
		expect(api.sent()).toEqual([]);

		const { outputs } = await publishWith(credential, ERROR_OUTPUT);
		const errors = outputs[0]?.map(({ json }) => json.error);
		expect(errors).toEqual([
			undefined,
			{
				message: expect.stringMatching(message),
				description: expect.stringContaining('Nothing was sent.'),
			},
			undefined,
		]);
		expect(api.sandbox.posts).toHaveLength(2);
	});
});
