import { startSandbox } from '../index.mts';
import { MEDIA } from '../seed.mts';
import { ahead, publish, sandboxOfFile, send, until } from './client.mts';

const sandbox = sandboxOfFile({ queuedMs: 0, runMs: 0 });
const [video] = MEDIA.videos as [string];
const DAY = 86_400_000;

const control = (method: string, path: string, body?: unknown, headers = {}) =>
	send(sandbox, method, `/sandbox${path}`, { body, headers });

describe('the page and the control routes refuse', () => {
	const own = () => new URL(sandbox.pageUrl).host;

	it.each([
		['another host name', () => ({ host: 'rebound.example' })],
		['another port', () => ({ host: '127.0.0.1:1' })],
		['a page of another site', () => ({ origin: 'https://evil.example' })],
		['a page without an origin', () => ({ origin: 'null' })],
		['a page on another port', () => ({ origin: 'http://127.0.0.1:1' })],
	])('%s', async (_what, headers) => {
		await publish(sandbox, video);
		expect((await control('POST', '/reset', {}, headers())).status).toBe(403);
		expect((await send(sandbox, 'GET', '/', { headers: headers() })).status).toBe(403);
		expect(sandbox.posts).toHaveLength(1);
	});

	it('but not their own page, by either name', async () => {
		for (const host of [own(), own().replace('127.0.0.1', 'localhost')]) {
			const headers = { host, origin: `http://${host}` };
			expect((await control('POST', '/reset', {}, headers)).status).toBe(204);
		}
	});
});

it('the page shows posts and escapes all text', async () => {
	const caption = '<script>alert("x")</script>';
	await publish(sandbox, video, { caption, scheduledAt: ahead(DAY) });
	const { text } = await send(sandbox, 'GET', '/');
	expect(text).toContain('@wonda.studio');
	expect(text).toContain(`/sandbox/jobs/${sandbox.posts[0]?.outputJobId}/end`);
	expect(text).not.toContain('<script>alert');
	expect(text).toContain('&#60;script&#62;alert(&#34;x&#34;)&#60;/script&#62;');
});

it('a reset restores the start and drops waiting requests', async () => {
	await publish(sandbox, video);
	sandbox.addAccount();
	sandbox.clock.skew(1000);
	sandbox.settings.schedulingEnabled = false;
	sandbox.faults.add({ kind: 'slow', delayMs: DAY, times: 7 });
	const waiting = Array.from({ length: 7 }, () =>
		publish(sandbox, video).catch(({ code }: NodeJS.ErrnoException) => code),
	);
	await until(() => sandbox.faults.fired.length === 7);
	expect(sandbox.maxInFlight).toBe(7);
	expect((await control('POST', '/reset')).status).toBe(204);
	expect(new Set(await Promise.all(waiting))).toEqual(new Set(['ECONNRESET']));
	const fresh = await startSandbox({ queuedMs: 0, runMs: 0 });
	for (const part of ['settings', 'posts', 'requests', 'media', 'tally'] as const) {
		expect(sandbox[part]).toEqual(fresh[part]);
	}
	expect([sandbox.accounts.size, sandbox.faults.all, sandbox.clock.skewMs]).toEqual([2, [], 0]);
	await fresh.stop();
});
