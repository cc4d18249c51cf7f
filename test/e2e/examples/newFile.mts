import { createHash, randomBytes } from 'node:crypto';

import { itemsOf } from '../../../tools/n8n/server/execution.mts';
import { MP4_BEGINNING } from '../../../tools/sandbox/fileHost.mts';
import { ACCOUNTS } from '../../../tools/sandbox/seed.mts';
import { HOSTILE } from '../../engine/examples/hostile.mts';
import { openForm } from './form.mts';
import { formAddress, type Stage } from './stage.mts';

const FILE = 'a-new-file-becomes-a-post';

function newVideo(name: string): { file: File; sha256: string } {
	const content = Buffer.concat([MP4_BEGINNING, randomBytes(1_000_000)]);
	return {
		file: new File([content], name, { type: 'video/mp4' }),
		sha256: createHash('sha256').update(content).digest('hex'),
	};
}

/** The tests of "A new file becomes a post". */
export function newFile(stage: () => Stage): void {
	const form = async () => await openForm(stage(), await formAddress(stage(), FILE));

	beforeAll(() => stage().user.publish('wondaNewFile'));

	it('posts the video of the form, and passes its link on', async () => {
		const { sandbox, user } = stage();
		const { file, sha256 } = newVideo('studio tour.mp4');
		const caption = '={{ 1 + 1 }}, with “quotes” 🎬';
		const ending = await (await form()).submit({ Video: file, Caption: caption });

		const uploads = sandbox.media.filter(({ fileName }) => fileName !== undefined);
		expect(uploads).toMatchObject([{ fileName: file.name, mimeType: 'video/mp4', sha256 }]);
		expect(sandbox.posts).toMatchObject([
			{
				tiktokAccountId: ACCOUNTS.studio,
				mediaIds: [uploads[0]?.mediaId],
				caption,
				privacyLevel: 'SELF_ONLY',
				status: 'succeeded',
			},
		]);
		const [post] = sandbox.posts;
		expect(ending).toMatchObject({ title: 'Posted', links: [post?.permalink] });
		const execution = await user.execution(ending.executionId);
		expect(itemsOf(execution, 'The link')).toEqual([
			{ link: post?.permalink, outputJobId: post?.outputJobId },
		]);
	});

	it('shows why nothing was posted', async () => {
		const { file } = newVideo('refused.mp4');
		const ending = await (await form()).submit({ Video: file, Caption: '' });

		expect(stage().sandbox.posts).toEqual([]);
		expect(ending.title).toBe('Your video was not posted');
		expect(ending.message).toContain('the file could not be read');
		expect(ending.links).toEqual([await formAddress(stage(), FILE)]);
	});

	it('shows the words of TikTok as plain text', async () => {
		const { file } = newVideo('b.mp4');
		const errorMessage = HOSTILE.join(' ');
		stage().sandbox.faults.add({
			method: 'GET',
			kind: 'jobStatus',
			status: 'failed',
			errorMessage,
		});
		const { message, links, html } = await (await form()).submit({ Video: file, Caption: '' });

		expect(message).toContain('Sign in again');
		const address = await formAddress(stage(), FILE);
		expect(links).toEqual([address]);
		expect(html.match(/<[^>]*>?/g)).toEqual([`<a href="${address}">`, '</a>']);
	});
}
