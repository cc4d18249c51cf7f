import { MP4_BEGINNING } from '../../../tools/sandbox/fileHost.mts';
import { ACCOUNTS } from '../../../tools/sandbox/seed.mts';
import { openForm } from './form.mts';
import { formAddress, type Stage } from './stage.mts';

const FILE = 'one-video-several-accounts';

/** The tests of "One video, several accounts". */
export function accounts(stage: () => Stage): void {
	const submit = async (content = MP4_BEGINNING) => {
		const Video = new File([content], 'tour.mp4', { type: 'video/mp4' });
		const form = await openForm(stage(), await formAddress(stage(), FILE));
		return await form.submit({ Video, Caption: 'For everybody' });
	};

	beforeAll(() => stage().user.publish('wondaAllAccounts'));

	it('uploads the video once, and posts it to each account that may publish', async () => {
		const { sandbox } = stage();
		const other = sandbox.addAccount({ username: 'wonda.second' });
		const { title, message, links } = await submit();

		const uploads = sandbox.media.filter(({ fileName }) => fileName === 'tour.mp4');
		expect(uploads).toHaveLength(1);
		expect(
			sandbox.posts.map(({ tiktokAccountId, mediaIds, caption }) => [
				tiktokAccountId,
				...mediaIds,
				caption,
			]),
		).toEqual(
			expect.arrayContaining([
				[ACCOUNTS.studio, uploads[0]?.mediaId, 'For everybody'],
				[other.tiktokAccountId, uploads[0]?.mediaId, 'For everybody'],
			]),
		);
		expect(sandbox.posts).toHaveLength(2);
		// The sandbox has a third one, which may not publish.
		expect(title).toBe('2 of 3 posted');
		expect(message).toMatch(
			/@wonda\.studio: .*\s+@wonda\.second: .*\s+@wonda\.reader: Not posted: .*not allowed/,
		);
		expect([...links].sort()).toEqual(sandbox.posts.map(({ permalink }) => permalink).sort());
	});

	it('reports the account that TikTok refuses, beside those where it is posted', async () => {
		const { sandbox } = stage();
		sandbox.addAccount({ username: 'wonda.second' });
		const fault = { method: 'POST', path: '/publish/tiktok', kind: 'status', status: 403 } as const;
		sandbox.faults.add(fault);
		const { title, message, links } = await submit();

		expect(title).toBe('1 of 3 posted');
		// Both are posted at the same moment, and either may come first.
		expect(message).toMatch(/@wonda\.(studio|second): Wonda does not allow this post/);
		expect(links).toEqual(sandbox.posts.map(({ permalink }) => permalink));
	});

	it('shows why nothing was posted', async () => {
		const { sandbox } = stage();
		const { title, message, links } = await submit(Buffer.from('<!doctype html>'));
		expect(sandbox.posts).toEqual([]);
		expect(title).toBe('Nothing was posted');
		expect(message).toContain('tour.mp4');
		expect(links).toEqual([await formAddress(stage(), FILE)]);

		sandbox.accounts.clear();
		const nobody = await submit();
		expect(nobody.title).toBe('0 of 1 posted');
		expect(nobody.message).toBe('Nothing was posted: None of your TikTok accounts may publish.');

		sandbox.faults.add({
			method: 'GET',
			path: '/tiktok/accounts',
			kind: 'status',
			status: 401,
			times: 9,
		});
		expect((await submit()).message).toMatch(/^Nothing was posted: .*API key/);
	});
}
