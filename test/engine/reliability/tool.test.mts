import { MEDIA } from '../../../tools/sandbox/seed.mts';
import type { Outcome } from '../../support/engine.mts';
import { useLeapingTime } from '../../support/time.mts';
import { useSandbox } from '../../support/sandbox.mts';

const api = useSandbox({}, useLeapingTime());

const PUBLISH = { method: 'POST', path: '/publish/tiktok' };
const POLL = { method: 'GET', path: '/jobs/publish/*' };

const callsFor = (...mediaIds: (string | undefined)[]) => [
	{ calls: mediaIds.map((mediaId) => ({ mediaId, caption: 'By an agent' })) },
];

/** The error of the first call, as the model gets it. If n8n 1.x runs the tool, the error ends the agent as well. */
const errorForModel = ({ outputs, error }: Outcome) =>
	String((outputs[0]?.[0]?.json.answer as Error | undefined)?.message ?? error?.message);

describe.each([
	['an AI agent that calls it by itself', 'agent-tool'],
	["an AI agent that asks n8n's engine to run it", 'agent-tool-by-engine'],
])('As the tool of %s', (_agent, workflow) => {
	test('each call is a post of its own, with what the model gave', async () => {
		const [first, second] = MEDIA.videos;

		const { outputs } = await api.run(workflow, { items: callsFor(first, second) });

		const posted = api.sandbox.posts.map(({ mediaIds, caption }) => [mediaIds[0], caption]);
		expect(posted.sort()).toEqual([
			[first, 'By an agent'],
			[second, 'By an agent'],
		]);
		// Which of them n8n's engine runs first differs between its versions.
		for (const { outputJobId } of api.sandbox.posts) {
			expect(outputs[0]?.map(({ json }) => json.answer)).toContainEqual([
				expect.objectContaining({ outputJobId, status: 'succeeded' }),
			]);
		}
	});

	test('a call that comes for several items of the agent is posted', async () => {
		const items = [...callsFor(MEDIA.videos[0]), ...callsFor(MEDIA.videos[1])];

		await api.run(workflow, { items });

		expect(api.sandbox.posts).toHaveLength(2);
	});

	test('a call whose outcome is not known is not sent again by Retry On Fail', async () => {
		api.sandbox.faults.add({ ...PUBLISH, kind: 'resetAfter' });

		const outcome = await api.run(workflow, {
			items: callsFor(MEDIA.videos[0]),
			node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		});

		expect(api.sent('POST')).toHaveLength(1);
		expect(errorForModel(outcome)).toContain('so the post may or may not be live');
	});

	test('a call that was accepted is not posted again by Retry On Fail', async () => {
		api.sandbox.faults.add({ ...POLL, kind: 'status', status: 401, code: 'unauthorized' });

		const { outputs } = await api.run(workflow, {
			items: callsFor(MEDIA.videos[0]),
			node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		});

		expect(api.sandbox.posts).toHaveLength(1);
		expect(outputs[0]?.[0]?.json.answer).toEqual([
			expect.objectContaining({ status: 'succeeded' }),
		]);
	});

	test('the model gets what is wrong as sentences', async () => {
		const outcome = await api.run(workflow, { items: callsFor('') });

		expect(errorForModel(outcome)).toMatch(
			/^Media ID is empty; choose it from the list, or enter its ID\.(\s|$)/,
		);
		expect(api.sent()).toEqual([]);
	});
});
