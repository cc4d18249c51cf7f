import { itemsOf } from '../../../tools/n8n/server/execution.mts';
import { ACCOUNTS, MEDIA } from '../../../tools/sandbox/seed.mts';
import type { ModelRequest } from './scriptedModel.mts';
import type { Stage } from './stage.mts';

const TOOL = 'Publish_a_TikTok_video';
const [VIDEO = ''] = MEDIA.videos;

/** The tool's answer, as the model sees it; nothing before it was called. */
const toolAnswer = ({ input }: ModelRequest) =>
	input.findLast(({ type }) => type === 'function_call_output')?.output as string | undefined;

/** The tests of "An AI agent that posts to TikTok", with a scripted model. */
export function agent(stage: () => Stage): void {
	const chat = (sessionId: string, chatInput: string) =>
		stage().user.run('wondaAgent', 'When chat message received', {
			sessionId,
			action: 'sendMessage',
			chatInput,
		});

	it('posts once through the node as its tool, and answers with the link', async () => {
		const { sandbox, model } = stage();
		model.script((request) => {
			const answer = toolAnswer(request);
			if (!answer) return { call: TOOL, with: { Media_ID: VIDEO, Caption: 'Our new studio' } };
			const [job] = JSON.parse(answer) as { permalink: string }[];
			return { say: `Here it is: ${String(job?.permalink)}` };
		});
		const execution = await chat('one', `Post ${VIDEO}, with a caption about our new studio.`);

		expect(sandbox.posts).toMatchObject([
			{
				tiktokAccountId: ACCOUNTS.studio,
				mediaIds: [VIDEO],
				caption: 'Our new studio',
				privacyLevel: 'SELF_ONLY',
				status: 'succeeded',
			},
		]);
		const answer = `Here it is: ${String(sandbox.posts[0]?.permalink)}`;
		expect(itemsOf(execution, 'Agent')).toEqual([{ output: answer }]);

		// The agent remembers the post, and thanks do not make another one.
		model.script(() => ({ say: 'You are welcome.' }));
		await chat('one', 'Thank you!');
		expect(JSON.stringify(model.requests.at(-1)?.input)).toContain(answer);
		expect(sandbox.posts).toHaveLength(1);
	});

	it('shows the model why a call failed', async () => {
		const { sandbox, model } = stage();
		model.script((request) => {
			const answer = toolAnswer(request);
			return answer
				? { say: `It was not posted: ${answer}` }
				: { call: TOOL, with: { Media_ID: MEDIA.unknown, Caption: 'What?' } };
		});
		const execution = await chat('three', `Post ${MEDIA.unknown}`);

		expect(sandbox.posts).toEqual([]);
		const [{ output } = {}] = itemsOf(execution, 'Agent');
		expect(output).toContain('Wonda could not find what you asked for');
	});
}
