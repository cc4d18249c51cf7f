import { createHash } from 'node:crypto';
import { startSandbox, type Sandbox } from '../../sandbox/index.mts';
import { MEDIA } from '../../sandbox/seed.mts';
import { ahead, publish, publishCarousel, send } from './client.mts';

let sandbox: Sandbox;
const [video] = MEDIA.videos as [string];

beforeAll(async () => {
	sandbox = await startSandbox({ queuedMs: 0, runMs: 0 });
});
afterEach(() => sandbox.reset());
afterAll(() => sandbox.stop());

const page = async () => (await send(sandbox, 'GET', '/', { key: null })).text;

it('says when nothing was published', async () => {
	expect(await page()).toContain('Nothing has been published yet');
});

it('shows account, caption, privacy, state, media and link, newest first', async () => {
	await publish(sandbox, video, { caption: 'The first', privacyLevel: 'SELF_ONLY' });
	await publish(sandbox, MEDIA.failsAsSpam, { caption: 'The second' });
	await publishCarousel(sandbox, MEDIA.jpegs, { caption: 'The third' });
	const html = await page();
	const places = ['The third', 'The second', 'The first'].map((caption) => html.indexOf(caption));
	expect(places).toEqual([...places].sort((a, b) => a - b));
	expect(Math.min(...places)).toBeGreaterThan(0);
	for (const text of ['@wonda.studio', 'only me', 'succeeded', 'failed', '6 images', video]) {
		expect(html).toContain(text);
	}
	expect(html).toContain('spam_risk_too_many_posts');
	expect(html).toContain(sandbox.posts[0]?.permalink);
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
	expect(html).not.toMatch(/\b(src|href)="(?!data:)/);
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
