import { MEDIA } from '../../../sandbox/seed.mts';
import { useSandbox } from '../../support/sandbox.mts';

const api = useSandbox();

const PUBLISH = { method: 'POST', path: '/publish/tiktok' };

const callsFor = (...mediaIds: (string | undefined)[]) => [
	{ calls: mediaIds.map((mediaId) => ({ mediaId, caption: 'By an agent' })) },
];

describe('As the tool of an AI agent', () => {
	test('each call is a post of its own, with what the model gave', async () => {
		const [first, second] = MEDIA.videos;

		const { outputs } = await api.run('agent-tool', { items: callsFor(first, second) });

		expect(api.sandbox.posts.map(({ mediaIds, caption }) => [mediaIds[0], caption])).toEqual([
			[first, 'By an agent'],
			[second, 'By an agent'],
		]);
		expect(outputs[0]?.map(({ json }) => json.answer)).toEqual(
			api.sandbox.posts.map(({ outputJobId }) => [
				expect.objectContaining({ outputJobId, status: 'succeeded' }),
			]),
		);
	});

	test('a call that comes for several items of the agent is posted', async () => {
		const items = [...callsFor(MEDIA.videos[0]), ...callsFor(MEDIA.videos[1])];

		await api.run('agent-tool', { items });

		expect(api.sandbox.posts).toHaveLength(2);
	});

	test('a call whose outcome is not known is not sent again by Retry On Fail', async () => {
		api.sandbox.faults.add({ ...PUBLISH, kind: 'resetAfter' });

		const { outputs } = await api.run('agent-tool', {
			items: callsFor(MEDIA.videos[0]),
			node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		});

		expect(api.sent('POST')).toHaveLength(1);
		expect(outputs[0]?.[0]?.json.answer).toEqual({
			message: expect.stringContaining('so the post may be live or not'),
		});
	});

	test('what is wrong is told to the model', async () => {
		const { outputs } = await api.run('agent-tool', { items: callsFor('') });

		expect(outputs[0]?.[0]?.json.answer).toEqual({
			message: expect.stringContaining('Media ID is empty'),
		});
		expect(api.sent()).toEqual([]);
	});
});
