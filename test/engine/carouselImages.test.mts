import type { INodeParameters } from 'n8n-workflow';

import { MEDIA } from '../../tools/sandbox/seed.mts';
import { useSandbox } from '../support/sandbox.mts';

const api = useSandbox();

const [ONE, TWO, THREE] = MEDIA.jpegs as [string, string, string];

/** The field Images as the editor saves it. */
const added = (...values: unknown[]) =>
	({
		image: values.map((value) => ({ mediaId: { __rl: true, mode: 'list', value } })),
	}) as unknown as INodeParameters;

const publish = async (parameters: INodeParameters, json = {}) =>
	await api.run('carousel-publish', { items: [json], parameters });

test('images of the library are posted in the order of the list', async () => {
	const { outputs } = await publish({
		images: added(THREE, ONE, TWO),
		mediaIds: '',
		additionalFields: { coverIndex: 2 },
	});
	expect(api.sandbox.posts.map(({ mediaIds }) => mediaIds)).toEqual([[THREE, ONE, TWO]]);
	expect(outputs[0]?.[0]?.json.mediaIds).toEqual([THREE, ONE, TWO]);
	expect(api.sent('POST')[0]?.body).not.toHaveProperty('images');
});

test('an image may be an expression', async () => {
	const { error } = await publish(
		{ images: added('={{ $json.first }}', TWO), mediaIds: '' },
		{ first: ONE },
	);
	expect(error).toBeUndefined();
	expect(api.sandbox.posts.map(({ mediaIds }) => mediaIds)).toEqual([[ONE, TWO]]);
});

test.each<[name: string, parameters: INodeParameters, message: string]>([
	['one image', { images: added(ONE), mediaIds: '' }, 'Images takes 2 to 35 images, but has 1'],
	[
		'36 images',
		{ images: added(...Array<string>(36).fill(ONE)), mediaIds: '' },
		'Images takes 2 to 35 images, but has 36',
	],
	[
		'an expression that resolves to nothing',
		{ images: added(ONE, '={{ $json.nothing }}'), mediaIds: '' },
		'Images has nothing at position 2',
	],
	[
		'a cover that is not among them',
		{ images: added(ONE, TWO), mediaIds: '', additionalFields: { coverIndex: 2 } },
		'Cover Index must be the index of an image, 0 to 1, but is 2',
	],
	[
		'media IDs as well',
		{ images: added(ONE, TWO), mediaIds: `${ONE}, ${THREE}` },
		'Media IDs cannot be combined with Images; clear one of the two fields',
	],
	[
		'an expression for media IDs that resolves to nothing',
		{ images: added(ONE, TWO), mediaIds: '={{ $json.nothing }}' },
		'Media IDs cannot be combined with Images; clear one of the two fields',
	],
	[
		'no image',
		{ images: {}, mediaIds: '' },
		'Media IDs is empty; add 2 to 35 images under Images, or enter their IDs',
	],
])('%s: refused before any request', async (_name, parameters, message) => {
	const { error } = await publish(parameters);
	expect(error?.message).toBe(message);
	expect(api.sent()).toEqual([]);
});

test('an image that was added and not chosen is refused by n8n itself', async () => {
	await expect(publish({ images: added(ONE, ''), mediaIds: '' })).rejects.toThrow(/issues/);
	expect(api.sent()).toEqual([]);
});
