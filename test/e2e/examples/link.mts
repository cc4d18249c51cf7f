import { itemsOf } from '../../../tools/n8n/server/execution.mts';
import { ACCOUNTS } from '../../../tools/sandbox/seed.mts';
import { openForm } from './form.mts';
import { formAddress, type Stage } from './stage.mts';

const FILE = 'a-link-becomes-a-post';

/** The tests of "A link becomes a post". */
export function link(stage: () => Stage): void {
	const submit = async (Link: string) => {
		const form = await openForm(stage(), await formAddress(stage(), FILE));
		return await form.submit({ Link });
	};

	beforeAll(() => stage().user.publish('wondaLink'));

	it('posts the video of the link, and shows the link to the post', async () => {
		const { sandbox, user } = stage();
		const ending = await submit(sandbox.fileUrl('tour.mp4?signature=secret'));

		const [upload] = sandbox.media.filter(({ fileName }) => fileName === 'tour.mp4');
		const [post] = sandbox.posts;
		expect(sandbox.posts).toMatchObject([
			{ tiktokAccountId: ACCOUNTS.studio, mediaIds: [upload?.mediaId], status: 'succeeded' },
		]);
		expect(ending).toMatchObject({ title: 'Posted', links: [post?.permalink] });
		const execution = await user.execution(ending.executionId);
		expect(itemsOf(execution, 'The link')).toMatchObject([{ link: post?.permalink }]);
	});

	it.each([
		['a link that has expired', '410/tour.mp4?signature=secret', 'may have expired'],
		['a page in place of the video', 'html/tour.mp4?signature=secret', 'tour.mp4'],
	])('says why it did not post %s', async (_, path, why) => {
		const { sandbox } = stage();
		const { title, message, links } = await submit(sandbox.fileUrl(path));

		expect(sandbox.posts).toEqual([]);
		expect(title).toBe('Your video was not posted');
		expect(message).toContain(why);
		expect(message).not.toContain('secret');
		expect(links).toEqual([await formAddress(stage(), FILE)]);
	});
}
