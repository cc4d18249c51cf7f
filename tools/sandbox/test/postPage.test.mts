import { ACCOUNTS, MEDIA } from '../seed.mts';
import { ahead, publish, publishCarousel, sandboxOfFile, send } from './client.mts';

const sandbox = sandboxOfFile({ queuedMs: 0, runMs: 0 });
const [video] = MEDIA.videos as [string];

const open = (number: number | string) => send(sandbox, 'GET', `/posts/${number}`, { key: null });

/** What stands beside a name on the page, as HTML. */
async function beside(number: number, name: string): Promise<string | undefined> {
	const { text } = await open(number);
	const all = [...text.matchAll(/<dt>([^<]*)<\/dt><dd>(.*?)<\/dd>/gs)];
	return all.find(([, one]) => one === name)?.[2];
}

it('tells what a post is and what became of it', async () => {
	await publish(sandbox, video, { caption: 'Hello', privacyLevel: 'MUTUAL_FOLLOW_FRIENDS' });
	const [post] = sandbox.posts;
	expect(await beside(1, 'Status')).toContain('succeeded');
	expect(await beside(1, 'Account')).toBe(`@wonda.studio (${ACCOUNTS.studio})`);
	expect(await beside(1, 'Caption')).toContain('Hello');
	expect(await beside(1, 'Visible to')).toBe('friends');
	expect(await beside(1, 'Media')).toContain(video);
	expect(await beside(1, 'Media')).toContain('video/mp4');
	expect(await beside(1, 'Media')).toContain('videos-01.mp4');
	expect(await beside(1, 'Accepted')).toContain(`datetime="${post?.acceptedAt}"`);
	expect(await beside(1, 'Job ID')).toBe(post?.outputJobId);
	expect(await beside(1, 'Scheduled for')).toBeUndefined();
	expect(await beside(1, 'Reason')).toBeUndefined();
});

it('tells when a scheduled post is due, and why one failed', async () => {
	await publish(sandbox, video, { scheduledAt: ahead(86_400_000) });
	await publish(sandbox, MEDIA.failsAsSpam);
	const [{ scheduledFor } = { scheduledFor: undefined }] = sandbox.posts;
	expect(await beside(1, 'Scheduled for')).toContain(`datetime="${scheduledFor}"`);
	expect(await beside(1, 'Link')).toBeUndefined();
	expect(await beside(2, 'Status')).toContain('failed');
	expect(await beside(2, 'Reason')).toContain('spam_risk_too_many_posts');
});

it('tells every field of the body as it was received', async () => {
	const fields = { caption: '', disableDuet: false, isAigc: true, privacyLevel: 'SELF_ONLY' };
	await publish(sandbox, video, fields);
	await publishCarousel(sandbox, MEDIA.jpegs, { coverIndex: 2 });
	const body = { ...fields, mediaId: video, tiktokAccountId: ACCOUNTS.studio };
	for (const [name, value] of Object.entries(body)) {
		const json = JSON.stringify(value).replaceAll('"', '&quot;');
		expect([name, await beside(1, name)]).toEqual([name, `<code>${json}</code>`]);
	}
	expect(await beside(2, 'coverIndex')).toBe('<code>2</code>');
	for (const mediaId of MEDIA.jpegs) {
		expect(await beside(2, 'mediaIds')).toContain(mediaId);
		expect(await beside(2, 'Media')).toContain(mediaId);
	}
	expect(await beside(2, 'Job ID')).toBe('none: it was published at once');
});

it('says of the link that the address does not exist, and does not lead there', async () => {
	await publish(sandbox, video);
	const link = await beside(1, 'Link');
	expect(link).toContain(sandbox.posts[0]?.permalink);
	expect(link).toContain('does not exist on TikTok');
	const { text } = await open(1);
	expect(text.match(/<a [^>]*>/g)).toEqual(['<a href="/">']);
	expect(text).not.toMatch(/\b(src|href)="(?!data:|\/")/);
});

it('says that a media has left the library', async () => {
	const { mediaId } = sandbox.addMedia();
	await publish(sandbox, mediaId);
	sandbox.removeMedia(mediaId);
	expect(await beside(1, 'Media')).toContain('no longer in the library');
});

it('escapes all text that comes from outside', async () => {
	const evil = `"><script>alert('x')</script>&`;
	const { tiktokAccountId } = sandbox.addAccount({ username: `u${evil}` });
	const { mediaId } = sandbox.addMedia({
		mediaId: `m${evil}`,
		mimeType: `video/t${evil}`,
		outcome: { fail: { errorMessage: `e${evil}` } },
	});
	await publish(sandbox, mediaId, { tiktokAccountId, caption: `c${evil}` });
	const { text } = await open(1);
	expect(text).not.toContain('<script');
	for (const letter of 'umtec') {
		expect(text).toContain(
			`${letter}&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;`,
		);
	}
});

it.each([['2'], ['0'], ['01'], ['x'], [encodeURIComponent('<b>')]])(
	'says that there is no post %s',
	async (number) => {
		await publish(sandbox, video);
		const { status, text } = await open(number);
		expect(status).toBe(404);
		const escaped = decodeURIComponent(number).replace('<', '&lt;').replace('>', '&gt;');
		expect(text).toContain(`There is no post ${escaped} in this sandbox.`);
	},
);

it('keeps to the policy of the list', async () => {
	await publish(sandbox, video);
	const policyOf = async (path: string) =>
		(await send(sandbox, 'GET', path)).headers['content-security-policy'];
	const policy = await policyOf('/');
	expect(policy).toContain("default-src 'none'");
	expect(await policyOf('/posts/1')).toBe(policy);
	expect(await policyOf('/posts/2')).toBe(policy);
});
