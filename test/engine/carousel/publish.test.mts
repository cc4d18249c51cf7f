import { randomUUID } from 'node:crypto';

import { ACCOUNTS, MEDIA } from '../../../tools/sandbox/seed.mts';
import { useSandbox } from '../../support/sandbox.mts';

const api = useSandbox();

const [FIRST, SECOND, THIRD] = [MEDIA.jpegs[0], MEDIA.webps[0], MEDIA.jpegs[1]];

/** What the saved workflow sends without any additional field. */
const SAVED = {
	mediaIds: [FIRST, SECOND],
	tiktokAccountId: ACCOUNTS.studio,
	caption: 'New carousel',
	privacyLevel: 'SELF_ONLY',
};

const byId = (value: unknown) => ({ __rl: true, mode: 'id', value });

const publish = (parameters: Record<string, unknown> = {}) =>
	api.run('carousel-publish', { parameters });

const body = () => api.sent('POST')[0]?.body;

/** So many images that a carousel takes. */
const images = (count: number) =>
	Array.from({ length: count }, () => api.sandbox.addMedia({ mimeType: 'image/jpeg' }).mediaId);

test("outputs the API's first answer, which is final, and looks for no job", async () => {
	const { outputs, error } = await api.run('carousel-publish');

	expect(error).toBeUndefined();
	expect(api.sent().map(({ method, path }) => [method, path])).toEqual([
		['POST', '/publish/tiktok/carousel'],
	]);
	const [post] = api.sandbox.posts;
	expect(outputs[0]).toEqual([
		{
			json: {
				...(api.sent('POST')[0]?.body as object),
				tiktokPublishId: expect.any(String),
				publishId: expect.any(String),
				tiktokMediaId: expect.any(String),
				permalink: post?.permalink,
				imageCount: SAVED.mediaIds.length,
			},
			pairedItem: { item: 0 },
		},
	]);
});

describe('Every parameter of the API page is sent as it was given', () => {
	test.each([
		['IDs between commas', `${FIRST},${SECOND}, ${THIRD}`],
		['IDs between line breaks', `${FIRST}\n${SECOND}\r\n${THIRD}\n`],
		['IDs between commas and line breaks', `${FIRST},\n${SECOND},\n${THIRD}`],
		['a JSON array', JSON.stringify([FIRST, SECOND, THIRD])],
		['a JSON array over several lines', JSON.stringify([FIRST, SECOND, THIRD], undefined, 2)],
		['an array of an expression', `={{ ["${FIRST}", " ${SECOND} ", "${THIRD}"] }}`],
	])('mediaIds as %s', async (_name, mediaIds) => {
		await publish({ mediaIds });
		expect(body()).toEqual({ ...SAVED, mediaIds: [FIRST, SECOND, THIRD] });
	});

	test.each([2, 35])('mediaIds: %i of them, in their order', async (count) => {
		const mediaIds = images(count);
		await publish({ mediaIds: mediaIds.join('\n') });
		expect(body()).toEqual({ ...SAVED, mediaIds });
		expect(api.sandbox.posts[0]?.mediaIds).toEqual(mediaIds);
	});

	test.each(['id', 'list'])('tiktokAccountId, chosen in the mode “%s”', async (mode) => {
		const { tiktokAccountId } = api.sandbox.addAccount();
		await publish({ tiktokAccountId: { __rl: true, mode, value: tiktokAccountId } });
		expect(body()).toEqual({ ...SAVED, tiktokAccountId });
	});

	test.each([
		['several lines', 'One\nTwo'],
		['90 letters', 'x'.repeat(90)],
		['90 emoji, which count as one character each', '👍'.repeat(90)],
	])('caption with %s', async (_name, caption) => {
		await publish({ caption });
		expect(body()).toEqual({ ...SAVED, caption });
	});

	test.each(['PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'FOLLOWER_OF_CREATOR', 'SELF_ONLY'])(
		'privacyLevel %s',
		async (privacyLevel) => {
			await publish({ privacyLevel });
			expect(body()).toEqual({ ...SAVED, privacyLevel });
		},
	);

	test.each([
		['postMode', 'direct'],
		['postMode', 'inbox'],
		['coverIndex', 0],
		['coverIndex', 1],
		['isAigc', true],
		['isAigc', false],
		['disableComment', true],
		['disableComment', false],
		['disableDuet', true],
		['disableDuet', false],
		['disableStitch', true],
		['disableStitch', false],
		['discloseCommercial', false],
	])('%s: %s', async (name, value) => {
		await publish({ additionalFields: { [name]: value } });
		expect(body()).toEqual({ ...SAVED, [name]: value });
	});

	test.each([
		['brandOrganic', true],
		['brandedContent', true],
		['brandOrganic', false],
		['brandedContent', false],
	])('discloseCommercial with %s: %s', async (name, value) => {
		const additionalFields = { discloseCommercial: true, [name]: value };
		await publish({ privacyLevel: 'PUBLIC_TO_EVERYONE', additionalFields });
		expect(body()).toEqual({
			...SAVED,
			privacyLevel: 'PUBLIC_TO_EVERYONE',
			...additionalFields,
		});
	});
});

describe('What was not added is not sent', () => {
	test('additional fields', async () => {
		await publish();
		expect(body()).toEqual(SAVED);
	});

	test.each([
		['an empty caption', ''],
		['a caption whose data is missing', '={{ $json.nothing }}'],
	])('%s', async (_name, caption) => {
		await publish({ caption });
		expect(body()).not.toHaveProperty('caption');
		expect(api.sandbox.posts).toHaveLength(1);
	});

	test('privacyLevel has the documented default', async () => {
		await publish({ privacyLevel: undefined });
		expect(body()).toEqual({ ...SAVED, privacyLevel: 'SELF_ONLY' });
	});
});

const ids = (count: number) => Array.from({ length: count }, () => randomUUID());

describe('What is known to be wrong is said before any request', () => {
	test.each<[string, Record<string, unknown>, string]>([
		['1 image', { mediaIds: FIRST }, 'Media IDs takes 2 to 35 images, but has 1'],
		['36 images', { mediaIds: ids(36).join(',') }, 'Media IDs takes 2 to 35 images, but has 36'],
		[
			'36 images in an array',
			{ mediaIds: `={{ ${JSON.stringify(ids(36))} }}` },
			'Media IDs takes 2 to 35 images, but has 36',
		],
		['a list that turns out empty', { mediaIds: '={{ "" }}' }, 'Media IDs '],
		['images whose data is missing', { mediaIds: '={{ $json.nothing }}' }, 'Media IDs '],
		['an empty array', { mediaIds: '={{ [] }}' }, 'Media IDs takes 2 to 35 images, but has 0'],
		[
			'an empty entry in an array',
			{ mediaIds: `={{ ["${FIRST}", "", "${SECOND}"] }}` },
			'Media IDs has nothing at position 2',
		],
		[
			'a missing entry in an array',
			{ mediaIds: `={{ ["${FIRST}", "${SECOND}", null] }}` },
			'Media IDs has nothing at position 3',
		],
		[
			'an empty entry between commas',
			{ mediaIds: `={{ "${FIRST}" }},{{ $json.nothing ?? "" }},{{ "${SECOND}" }}` },
			'Media IDs has nothing at position 2',
		],
		['an array that is no JSON', { mediaIds: `["${FIRST}", ` }, 'Media IDs must be a list'],
		['an object in place of a list', { mediaIds: '={{ ({ a: 1 }) }}' }, 'Media IDs must be a list'],
		[
			'a negative cover index',
			{ additionalFields: { coverIndex: -1 } },
			'Cover Index must be the index of an image, 0 to 1, but is -1',
		],
		[
			'a cover index behind the last image',
			{ additionalFields: { coverIndex: 2 } },
			'Cover Index must be the index of an image, 0 to 1, but is 2',
		],
		[
			'a cover index that is a fraction',
			{ additionalFields: { coverIndex: 0.5 } },
			'Cover Index must be the index of an image, 0 to 1, but is 0.5',
		],
		[
			'a cover index that is a text',
			{ additionalFields: { coverIndex: '={{ "first" }}' } },
			'Cover Index must be the index of an image, 0 to 1, but is “first”',
		],
		[
			'a caption of 91 letters',
			{ caption: 'x'.repeat(91) },
			'Caption holds up to 90 characters in a carousel, but has 91',
		],
		[
			'a caption of 91 emoji',
			{ caption: '👍'.repeat(91) },
			'Caption holds up to 90 characters in a carousel, but has 91',
		],
		[
			'a caption that is an object',
			{ caption: '={{ ({ text: "New" }) }}' },
			'Caption must be a text, but is {"text":"New"}',
		],
		['an account that is empty', { tiktokAccountId: byId('={{ "" }}') }, 'TikTok Account is empty'],
		[
			'an account ID that is no UUID',
			{ tiktokAccountId: byId('wonda.studio') },
			'TikTok Account must be the ID of a connected account, a UUID',
		],
	])('%s', async (_name, parameters, message) => {
		const { error } = await publish(parameters);

		expect(error?.message.slice(0, message.length)).toBe(message);
		expect(error?.description).toBe('Correct this and run again. Nothing was sent.');
		expect(api.sent()).toEqual([]);
	});

	test('several faults of one item are all named', async () => {
		const { error } = await publish({
			mediaIds: FIRST,
			caption: 'x'.repeat(91),
			tiktokAccountId: byId('nobody'),
			additionalFields: { coverIndex: 99 },
		});

		for (const field of ['TikTok Account', 'Media IDs', 'Caption', 'Cover Index']) {
			expect(error?.message).toMatch(new RegExp(`(^|\\. )${field} `));
		}
		expect(api.sent()).toEqual([]);
	});
});

describe('What only the API can know is left to the API', () => {
	test.each([
		['a PNG image', MEDIA.png],
		['an image that Wonda keeps on S3', MEDIA.s3Jpeg],
		['an image that TikTok refuses', MEDIA.failsAsSpamJpeg],
	])('%s', async (_name, mediaId) => {
		const { error } = await publish({ mediaIds: [FIRST, mediaId].join() });

		expect(error?.message).toMatch(/^Wonda does not accept a value of the request/);
		expect(error?.description).toMatch(/Wonda answered: “.+” \(bad_request, HTTP 400\)/);
		expect(error?.description).toContain('Nothing was posted');
		expect(api.sandbox.posts).toEqual([]);
	});
});
