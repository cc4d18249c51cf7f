import { createHash } from 'node:crypto';
import { MEDIA } from '../seed.mts';
import { ahead, look, publish, publishCarousel, sandboxOfFile, send } from './client.mts';

const sandbox = sandboxOfFile({ queuedMs: 0, runMs: 0 });
const [video] = MEDIA.videos as [string];

const page = async () => (await send(sandbox, 'GET', '/', { key: null })).text;

/** The text of the list from a heading to the next one, or to its end. */
async function part(heading: string): Promise<string> {
	const html = await page();
	const [, after = ''] = html.split(`<h2>${heading}</h2>`);
	return after.split(/<h2>|<\/main>/)[0] ?? '';
}

/** The captions of the posts in a part of the list, in their order. */
async function captionsOf(heading: string): Promise<string[]> {
	const found = (await part(heading)).matchAll(/<p class="caption">([^<]*)</g);
	return [...found].map(([, caption = '']) => caption);
}

it('says when nothing was published', async () => {
	const html = await page();
	expect(html).toContain('Nothing has been published yet');
	expect(html).not.toContain('<h2>');
});

it('shows account, caption, privacy, state, media and number', async () => {
	await publish(sandbox, video, { caption: 'The first', privacyLevel: 'SELF_ONLY' });
	await publish(sandbox, MEDIA.failsAsSpam, { caption: 'The second' });
	await publishCarousel(sandbox, MEDIA.jpegs, { caption: 'The third' });
	const html = await page();
	for (const text of ['@wonda.studio', 'only me', 'succeeded', 'failed', '6 images', video]) {
		expect(html).toContain(text);
	}
	expect(html).toContain('spam_risk_too_many_posts');
	for (const number of [1, 2, 3]) {
		expect(html).toContain(`<a href="/posts/${number}">Post ${number}</a>`);
	}
});

it('parts what is on TikTok from what is not, each newest first', async () => {
	const scheduledAt = ahead(86_400_000);
	await publish(sandbox, MEDIA.failsAsSpam, { caption: 'failed' });
	await publish(sandbox, video, { caption: 'first' });
	await publish(sandbox, MEDIA.neverEnds, { caption: 'running' });
	await publish(sandbox, MEDIA.endsCanceled, { caption: 'canceled' });
	await publishCarousel(sandbox, MEDIA.jpegs, { caption: 'second' });
	const later = (await publish(sandbox, video, { caption: 'scheduled', scheduledAt })).json;
	sandbox.settings.queuedMs = 60_000;
	await publish(sandbox, video, { caption: 'queued' });

	const others = ['queued', 'scheduled', 'canceled', 'running', 'failed'];
	expect(await captionsOf('On TikTok now')).toEqual(['second', 'first']);
	expect(await captionsOf('Not on TikTok')).toEqual(others);
	for (const status of ['queued', 'scheduled', 'canceled', 'in_progress', 'failed']) {
		expect(await part('Not on TikTok')).toContain(`class="state ${status}"`);
	}

	sandbox.endJob(later.outputJobId, 'succeeded');
	expect(await captionsOf('On TikTok now')).toEqual(['scheduled', 'second', 'first']);
	expect(await captionsOf('Not on TikTok')).toEqual(others.filter((one) => one !== 'scheduled'));
});

it('says in a line that a part is empty', async () => {
	await publish(sandbox, video);
	expect(await part('On TikTok now')).not.toContain('No post');
	expect(await part('Not on TikTok')).toContain('None: no post waits');
	sandbox.reset();
	await publish(sandbox, MEDIA.failsAsSpam);
	expect(await part('On TikTok now')).toContain('No post has got there yet');
	expect(await part('Not on TikTok')).not.toContain('None');
	expect(await page()).not.toContain('Nothing has been published yet');
});

it('leads to no address of TikTok, although the API answers with one', async () => {
	const { outputJobId } = (await publish(sandbox, video)).json;
	expect((await look(sandbox, outputJobId)).json.permalink).toMatch(
		/^https:\/\/www\.tiktok\.com\//,
	);
	expect(await page()).not.toContain('tiktok.com');
});

it('escapes all text that comes from outside', async () => {
	const evil = `"><script>alert('x')</script>&`;
	const account = sandbox.addAccount({ username: `u${evil}` });
	const media = sandbox.addMedia({
		mediaId: `m${evil}`,
		outcome: { fail: { errorMessage: `e${evil}` } },
	});
	await publish(sandbox, media.mediaId, {
		tiktokAccountId: account.tiktokAccountId,
		caption: `c${evil}`,
	});
	await publish(sandbox, video, { tiktokAccountId: account.tiktokAccountId });
	const html = await page();
	expect(html).not.toContain('<script>alert');
	expect(html).not.toContain(evil);
	for (const letter of 'umec') {
		expect(html).toContain(
			`${letter}&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;`,
		);
	}
});

it('loads nothing from elsewhere and refreshes itself', async () => {
	await publish(sandbox, video);
	const html = await page();
	expect(html).not.toMatch(/\b(src|href)="(?!data:|\/posts\/1")/);
	expect(html).toContain("fetch('/sandbox/posts'");
	expect(html).toContain('prefers-color-scheme: dark');
	const posts = await send(sandbox, 'GET', '/sandbox/posts', { headers: { accept: 'text/html' } });
	expect(html).toContain(posts.text);
});

it('offers to end a scheduled post, and only that', async () => {
	await publish(sandbox, video);
	expect(await page()).not.toContain('data-end');
	const scheduledAt = ahead(86_400_000);
	const { outputJobId } = (await publish(sandbox, video, { scheduledAt })).json;
	const html = await page();
	for (const end of ['succeeded', 'failed']) {
		expect(html).toContain(`<button data-job="${outputJobId}" data-end="${end}">${end}</button>`);
	}
	sandbox.endJob(outputJobId, 'failed', '<b>why</b>');
	expect(await page()).not.toContain('data-end');
	expect(await page()).toContain('&lt;b&gt;why&lt;/b&gt;');
});

it('lets a browser run its own script and nothing else', async () => {
	const { text, headers } = await send(sandbox, 'GET', '/', { key: null });
	const script = /<script>([^]*)<\/script>/.exec(text)?.[1] ?? '';
	const hash = createHash('sha256').update(script).digest('base64');
	const policy = String(headers['content-security-policy']);
	expect(policy).toContain("default-src 'none'");
	expect(policy).toContain(`script-src 'sha256-${hash}'`);
	expect(text).not.toMatch(/ on\w+="/);
	expect(script).not.toMatch(/innerHTML = (?!html;)/);
	expect(() => new Function(script)).not.toThrow();
});
