import { itemsOf } from '../../../tools/n8n/server/execution.mts';
import { ACCOUNTS } from '../../../tools/sandbox/seed.mts';
import type { ModelRequest, Turn } from './scriptedModel.mts';
import type { Stage } from './stage.mts';

interface Account {
	readonly tiktokAccountId: string;
	readonly username: string;
}

/** The answers of the tools, as the model sees them, oldest first. */
const toolAnswers = ({ input }: ModelRequest) =>
	input.filter(({ type }) => type === 'function_call_output').map(({ output }) => String(output));

/** A model that asks for the accounts, posts a link to the account of a name, and says something about the answer. */
const posting =
	(link: string, caption: string, say: (answer: string) => string) =>
	(request: ModelRequest): Turn => {
		const [accounts, posted] = toolAnswers(request);
		if (!accounts) return { call: 'Get_TikTok_accounts', with: {} };
		if (posted) return { say: say(posted) };
		const account = (JSON.parse(accounts) as Account[]).find(
			({ username }) => username === 'wonda.studio',
		);
		const fields = { Account_ID: account?.tiktokAccountId, Link: link, Caption: caption };
		return { call: 'Publish_a_TikTok_video', with: fields };
	};

/** The tests of "An AI agent that posts to TikTok", with a scripted model. */
export function agent(stage: () => Stage): void {
	const chat = (sessionId: string, chatInput: string) =>
		stage().user.run('wondaAgent', 'When chat message received', {
			sessionId,
			action: 'sendMessage',
			chatInput,
		});

	it('posts a link once through the node as its tool, and answers with the link to the post', async () => {
		const { sandbox, model } = stage();
		const link = sandbox.fileUrl('studio.mp4');
		model.script(
			posting(link, 'Our new studio', (answer) => {
				const [job] = JSON.parse(answer) as { permalink: string }[];
				return `Here it is: ${String(job?.permalink)}`;
			}),
		);
		const execution = await chat('one', `Post ${link}, with a caption about our new studio.`);

		const [upload] = sandbox.media.filter(({ fileName }) => fileName === 'studio.mp4');
		expect(sandbox.posts).toMatchObject([
			{
				tiktokAccountId: ACCOUNTS.studio,
				mediaIds: [upload?.mediaId],
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
		const link = sandbox.fileUrl('410/studio.mp4');
		model.script(posting(link, 'What?', (answer) => `It was not posted: ${answer}`));
		const execution = await chat('three', `Post ${link}`);

		expect(sandbox.posts).toEqual([]);
		const [{ output } = {}] = itemsOf(execution, 'Agent');
		expect(output).toContain('The link may have expired');
		expect(output).toContain('Nothing was sent.');
	});
}
