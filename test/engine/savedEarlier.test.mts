import { MEDIA } from '../../sandbox/seed.mts';
import { useSandbox } from '../support/sandbox.mts';

const api = useSandbox();

const [VIDEO] = MEDIA.videos;

const sentMedia = () =>
	api.sent('POST').map(({ body }) => (body as Record<string, unknown>).mediaId);

/** What 0.1.0 saved in fields that are chosen from a list now: a plain text, or an expression for one. */
const values = (name: string, id: string): [string, unknown][] => [
	['a text', id],
	['a text with blanks', ` ${id}\n`],
	['an expression', `={{ $json.${name} }}`],
	['an expression within a text', `=${id.slice(0, 8)}{{ $json.${name}.slice(8) }}`],
];

describe.each(['video-publish', 'video-schedule'])('Media ID of %s', (workflow) => {
	test.each(values('mediaId', String(VIDEO)))('as %s', async (_name, mediaId) => {
		const { error } = await api.run(workflow, {
			items: [{ mediaId: String(VIDEO) }],
			parameters: { mediaId, waitForCompletion: false },
		});
		expect(error).toBeUndefined();
		expect(sentMedia()).toEqual([VIDEO]);
	});

	test('that was left empty is refused by n8n itself', async () => {
		await expect(api.run(workflow, { parameters: { mediaId: '' } })).rejects.toThrow(/issues/);
		expect(api.sent()).toEqual([]);
	});

	test('whose data is missing is refused before any request', async () => {
		const { error } = await api.run(workflow, { parameters: { mediaId: '={{ $json.nothing }}' } });
		expect(error?.message).toMatch(/^Media ID is empty/);
		expect(api.sent()).toEqual([]);
	});
});

test.each(['list', 'id'])('Media ID is chosen in the mode “%s”', async (mode) => {
	await api.run('video-publish', {
		parameters: { mediaId: { __rl: true, mode, value: VIDEO }, waitForCompletion: false },
	});
	expect(sentMedia()).toEqual([VIDEO]);
});

describe('Job ID of Scheduled Post > Cancel', () => {
	const run = async (value: (id: string) => unknown) => {
		await api.run('video-schedule');
		const outputJobId = String(api.sandbox.posts[0]?.outputJobId);
		const { error, outputs } = await api.run('schedule-cancel', {
			items: [{ outputJobId }],
			parameters: { outputJobId: value(outputJobId) },
		});
		expect(error).toBeUndefined();
		expect(outputs[0]?.[0]?.json).toEqual({ outputJobId, status: 'canceled' });
		expect(api.sandbox.posts[0]?.status).toBe('canceled');
	};

	test.each([0, 1, 2, 3])('as 0.1.0 saved it: form %i', async (form) => {
		await run((id) => values('outputJobId', id)[form]?.[1]);
	});

	test.each(['list', 'id'])('in the mode “%s”', async (mode) => {
		await run((value) => ({ __rl: true, mode, value }));
	});
});

describe.each(['agent-tool', 'agent-tool-by-engine'])(
	'As a tool that 0.1.0 saved: %s',
	(workflow) => {
		test('an agent names the post that is canceled', async () => {
			await api.run('video-schedule');
			const outputJobId = String(api.sandbox.posts[0]?.outputJobId);
			await api.run(workflow, {
				items: [{ calls: [{ outputJobId }] }],
				parameters: {
					resource: 'schedule',
					operation: 'cancel',
					outputJobId: "={{ $fromAI('outputJobId', 'The post to cancel', 'string') }}",
				},
			});
			expect(api.sandbox.posts[0]?.status).toBe('canceled');
		});

		test.each([
			['a plain text', "={{ $fromAI('mediaId', 'The video to post', 'string') }}"],
			[
				'a locator',
				{
					__rl: true,
					mode: 'id',
					value: "={{ $fromAI('mediaId', 'The video to post', 'string') }}",
				},
			],
		])('an agent names the video that is posted, in %s', async (_name, mediaId) => {
			await api.run(workflow, {
				items: [{ calls: [{ mediaId: String(VIDEO), caption: 'By an agent' }] }],
				parameters: { mediaId, waitForCompletion: false },
			});
			expect(sentMedia()).toEqual([VIDEO]);
		});
	},
);
