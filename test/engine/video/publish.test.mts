import { ACCOUNTS, MEDIA } from '../../../tools/sandbox/seed.mts';
import { useSandbox } from '../../support/sandbox.mts';

const api = useSandbox();

const [VIDEO, OTHER_VIDEO] = MEDIA.videos;

/** What the saved workflow sends without any additional field. */
const SAVED = {
	mediaId: VIDEO,
	tiktokAccountId: ACCOUNTS.studio,
	caption: 'Made with AI #wonda',
	privacyLevel: 'SELF_ONLY',
};

const byId = (value: unknown) => ({ __rl: true, mode: 'id', value });

/** Publishes without waiting. */
const publish = (parameters: Record<string, unknown> = {}) =>
	api.run('video-publish', { parameters: { waitForCompletion: false, ...parameters } });

const body = () => api.sent('POST')[0]?.body;

test('publishes, waits and outputs the final job', async () => {
	const { outputs, error } = await api.run('video-publish');

	expect(error).toBeUndefined();
	const [post] = api.sandbox.posts;
	expect(outputs[0]).toEqual([
		{
			json: expect.objectContaining({
				outputJobId: post?.outputJobId,
				status: 'succeeded',
				permalink: post?.permalink,
			}),
			pairedItem: { item: 0 },
		},
	]);
});

describe('Every parameter of the API page is sent as it was given', () => {
	test('mediaId', async () => {
		await publish({ mediaId: OTHER_VIDEO });
		expect(body()).toEqual({ ...SAVED, mediaId: OTHER_VIDEO });
	});

	test('mediaId, without the blanks that came along when it was copied', async () => {
		await publish({ mediaId: ` ${OTHER_VIDEO}\n` });
		expect(body()).toEqual({ ...SAVED, mediaId: OTHER_VIDEO });
	});

	test.each(['id', 'list'])('tiktokAccountId, chosen in the mode “%s”', async (mode) => {
		const { tiktokAccountId } = api.sandbox.addAccount();
		await publish({ tiktokAccountId: { __rl: true, mode, value: tiktokAccountId } });
		expect(body()).toEqual({ ...SAVED, tiktokAccountId });
	});

	test('tiktokAccountId, without the blanks that came along when it was copied', async () => {
		await publish({ tiktokAccountId: byId(`${ACCOUNTS.studio} `) });
		expect(body()).toEqual(SAVED);
	});

	test.each([
		['several lines', 'One\nTwo\n\n  Three  '],
		['emoji and letters of other alphabets', 'Ça va? 你好 👩‍👩‍👧 #été'],
		['quotes, braces and backslashes', String.raw`"a" 'b' \n {c} <d> $e`],
		['2,200 characters', '👍'.repeat(2200)],
	])('caption with %s', async (_name, caption) => {
		await publish({ caption });
		expect(body()).toEqual({ ...SAVED, caption });
	});

	test('caption that only looks like an expression', async () => {
		const caption = '={{ $credentials.apiKey }}';
		await api.run('video-publish', {
			parameters: { caption: '={{ $json.caption }}', waitForCompletion: false },
			items: [{ caption }],
		});
		expect(body()).toEqual({ ...SAVED, caption });
	});

	test.each([
		['a number', 2026, '2026'],
		['zero', 0, '0'],
		['yes or no', false, 'false'],
	])('caption that is %s in the data', async (_name, caption, text) => {
		await api.run('video-publish', {
			parameters: { caption: '={{ $json.caption }}', waitForCompletion: false },
			items: [{ caption }],
		});
		expect(body()).toEqual({ ...SAVED, caption: text });
	});

	test.each(['PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'FOLLOWER_OF_CREATOR', 'SELF_ONLY'])(
		'privacyLevel %s',
		async (privacyLevel) => {
			await publish({ privacyLevel });
			expect(body()).toEqual({ ...SAVED, privacyLevel });
		},
	);

	test.each([
		['isAigc', true],
		['isAigc', false],
		['postMode', 'direct'],
		['postMode', 'inbox'],
		['disableComment', true],
		['disableComment', false],
		['disableDuet', true],
		['disableDuet', false],
		['disableStitch', true],
		['disableStitch', false],
		['discloseCommercial', true],
		['discloseCommercial', false],
	])('%s: %s', async (name, value) => {
		await publish({ additionalFields: { [name]: value } });
		expect(body()).toEqual({ ...SAVED, [name]: value });
	});

	test.each([
		['brandOrganic', true],
		['brandOrganic', false],
		['brandedContent', true],
		['brandedContent', false],
	])('%s: %s, whatever Disclose Commercial is', async (name, value) => {
		for (const disclosed of [{}, { discloseCommercial: false }, { discloseCommercial: true }]) {
			api.sandbox.reset();
			const additionalFields = { ...disclosed, [name]: value };
			await publish({ privacyLevel: 'PUBLIC_TO_EVERYONE', additionalFields });
			expect(body()).toEqual({
				...SAVED,
				privacyLevel: 'PUBLIC_TO_EVERYONE',
				...additionalFields,
			});
		}
	});

	test('brands beside discloseCommercial that an expression turns on', async () => {
		const brands = { brandOrganic: true, brandedContent: false };
		await publish({ additionalFields: { discloseCommercial: '={{ true }}', ...brands } });
		expect(body()).toEqual({ ...SAVED, discloseCommercial: true, ...brands });
	});

	test('all of them at once', async () => {
		const additionalFields = {
			isAigc: true,
			postMode: 'direct',
			disableComment: true,
			disableDuet: true,
			disableStitch: true,
			discloseCommercial: true,
			brandOrganic: true,
			brandedContent: true,
		};
		await publish({ privacyLevel: 'PUBLIC_TO_EVERYONE', additionalFields });
		expect(body()).toEqual({
			...SAVED,
			privacyLevel: 'PUBLIC_TO_EVERYONE',
			...additionalFields,
		});
	});

	test('values that expressions give, each item its own', async () => {
		const items = MEDIA.videos.slice(0, 3).map((mediaId, index) => ({
			mediaId,
			caption: `Part ${index + 1}`,
			isAigc: index === 1,
		}));
		await api.run('video-publish', {
			items,
			parameters: {
				mediaId: '={{ $json.mediaId }}',
				caption: '={{ $json.caption }}',
				additionalFields: { isAigc: '={{ $json.isAigc }}' },
				waitForCompletion: false,
			},
		});
		const bodies = api.sandbox.posts.map(({ fields }) => fields);
		expect(bodies).toHaveLength(items.length);
		expect(bodies).toEqual(expect.arrayContaining(items.map((item) => ({ ...SAVED, ...item }))));
	});
});

describe('What was not added is not sent', () => {
	test('additional fields, and scheduledAt', async () => {
		await publish();
		expect(body()).toEqual(SAVED);
	});

	test.each([
		['an empty caption', ''],
		['a caption whose data is missing', '={{ $json.nothing }}'],
		['a caption whose data is null', '={{ null }}'],
	])('%s', async (_name, caption) => {
		await publish({ caption });
		expect(body()).toEqual({ ...SAVED, caption: undefined });
		expect(body()).not.toHaveProperty('caption');
	});

	test('privacyLevel is “only me” when nothing else was chosen', async () => {
		await publish({ privacyLevel: undefined });
		expect(body()).toEqual({ ...SAVED, privacyLevel: 'SELF_ONLY' });
	});
});

describe('What is known to be wrong is said before any request', () => {
	test.each([
		['a media ID that turns out empty', { mediaId: '={{ "" }}' }, 'Media ID is empty'],
		['a media ID of blanks only', { mediaId: ' \n' }, 'Media ID is empty'],
		['a media ID whose data is missing', { mediaId: '={{ $json.nothing }}' }, 'Media ID is empty'],
		[
			'an account that turns out empty',
			{ tiktokAccountId: byId('={{ "" }}') },
			'TikTok Account is empty',
		],
		[
			'an account whose data is missing',
			{ tiktokAccountId: byId('={{ $json.nothing }}') },
			'TikTok Account is empty',
		],
		[
			'an account ID that is no UUID',
			{ tiktokAccountId: byId('@wonda.studio') },
			'TikTok Account must be the ID of a connected account, a UUID, but is “@wonda.studio”',
		],
		[
			'an account ID that is a UUID and more',
			{ tiktokAccountId: byId(`${ACCOUNTS.studio}0`) },
			'TikTok Account must be the ID of a connected account, a UUID',
		],
		[
			'a caption that is an object',
			{ caption: '={{ ({ text: "New" }) }}' },
			'Caption must be a text, but is {"text":"New"}',
		],
		[
			'a caption that is a list',
			{ caption: '={{ ["New", "Old"] }}' },
			'Caption must be a text, but is ["New","Old"]',
		],
	])('%s', async (_name, parameters, message) => {
		const { error } = await publish(parameters);

		expect(error?.message.startsWith(message)).toBe(true);
		expect(error?.description).toBe('Correct this and run again. Nothing was sent.');
		expect(api.sent()).toEqual([]);
	});

	test('several faults of one item are all named', async () => {
		const { error } = await publish({
			mediaId: ' ',
			tiktokAccountId: byId('nobody'),
			waitForCompletion: true,
			waitOptions: { timeout: 0 },
		});

		expect(error?.message).toMatch(
			/TikTok Account must be .*\. Media ID is empty.*\. Timeout \(Seconds\) must be/,
		);
		expect(api.sent()).toEqual([]);
	});

	test.each([
		['a media ID that was left empty', { mediaId: '' }],
		[
			'an account that was never chosen',
			{ tiktokAccountId: { __rl: true, mode: 'list', value: '' } },
		],
	])('%s, by n8n itself', async (_name, parameters) => {
		await expect(publish(parameters)).rejects.toThrow(/issues/);
		expect(api.sent()).toEqual([]);
	});
});
