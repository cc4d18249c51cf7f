import { startSandbox, type Sandbox, type SandboxSettings } from '../index.mts';
import { MEDIA } from '../seed.mts';
import { until } from '../../../test/support/until.mts';
import { ahead, errorOf, look, publish, send } from './client.mts';

let sandbox: Sandbox;
const [video] = MEDIA.videos as [string];
/** Longer than any test. */
const NEVER_MS = 600_000;

beforeAll(async () => {
	sandbox = await startSandbox({ queuedMs: 0, runMs: 0 });
	await publish(sandbox, video); // the first request of a sandbox is slow
	sandbox.reset();
});
afterEach(() => sandbox.reset());
afterAll(() => sandbox.stop());

describe('settings', () => {
	it('are read and changed', async () => {
		const { json } = await send(sandbox, 'GET', '/sandbox/settings');
		expect(json).toEqual(sandbox.settings);
		const changes = { schedulingEnabled: false, queuedMs: 7 };
		const changed = await send(sandbox, 'PATCH', '/sandbox/settings', { body: changes });
		expect(changed.json).toEqual({ ...json, ...changes });
		expect(sandbox.settings).toEqual({ ...json, ...changes });
	});

	it.each([
		[{ queuedms: 1 }, 'Unknown setting: queuedms'],
		[{ runMs: -1 }, 'runMs: -1'],
		[{ schedulingEnabled: 'no' }, 'schedulingEnabled: "no"'],
		[{ rateLimitPerMinute: 0 }, 'rateLimitPerMinute: 0'],
	])('%j are refused', async (body, message) => {
		const reply = await send(sandbox, 'PATCH', '/sandbox/settings', { body });
		expect(reply.status).toBe(400);
		expect(reply.json.error.message).toContain(message);
		await expect(startSandbox(body as Partial<SandboxSettings>)).rejects.toThrow(message);
	});

	it('are an object', async () => {
		const reply = await send(sandbox, 'PATCH', '/sandbox/settings', { body: [] });
		expect(errorOf(reply)).toContain('Settings are a JSON object');
	});

	it('limit the rate, with Retry-After, until a minute has passed', async () => {
		sandbox.settings.rateLimitPerMinute = 2;
		expect((await publish(sandbox, video)).status).toBe(200);
		expect((await publish(sandbox, video)).status).toBe(200);
		const refused = await publish(sandbox, video);
		expect(errorOf(refused)).toContain('429 rate_limit_exceeded');
		const [oldest, , latest] = sandbox.requests;
		const between = (latest?.finishedAt ?? 0) - (oldest?.startedAt ?? 0);
		const wait = Number(refused.headers['retry-after']) * 1000;
		expect(wait).toBeGreaterThanOrEqual(60_000 - between);
		expect(wait).toBeLessThanOrEqual(60_000);
		sandbox.clock.advance(60_001);
		expect((await publish(sandbox, video)).status).toBe(200);
	});
});

it('shows posts and requests', async () => {
	await publish(sandbox, video, { caption: 'x' });
	expect((await send(sandbox, 'GET', '/sandbox/posts')).json).toEqual({ posts: sandbox.posts });
	expect((await send(sandbox, 'GET', '/sandbox/requests')).json).toEqual({
		requests: sandbox.requests,
	});
	expect(sandbox.requests).toHaveLength(1);
});

it('takes faults, shows them and takes them off', async () => {
	const fault = { kind: 'status', status: 503, times: 2 };
	const added = await send(sandbox, 'POST', '/sandbox/faults', { body: fault });
	expect(added.status).toBe(201);
	expect(added.json).toMatchObject({ spec: fault, remaining: 2 });
	expect((await publish(sandbox, video)).status).toBe(503);
	const { json } = await send(sandbox, 'GET', '/sandbox/faults');
	expect(json.faults).toMatchObject([{ spec: fault, remaining: 1, fired: [{ kind: 'status' }] }]);
	expect((await send(sandbox, 'DELETE', '/sandbox/faults')).status).toBe(204);
	expect((await publish(sandbox, video)).status).toBe(200);
});

it.each([[{ kind: 'explode' }], ['{'], [undefined]])('refuses the fault %j', async (body) => {
	expect((await send(sandbox, 'POST', '/sandbox/faults', { body })).status).toBe(400);
});

it('moves the clock', async () => {
	const { json } = await publish(sandbox, video, { scheduledAt: ahead(3_600_000) });
	const body = { advanceMs: 3_601_000, skewMs: 60_000 };
	const before = Date.now();
	const moved = await send(sandbox, 'POST', '/sandbox/clock', { body });
	expect(moved.json.skewMs).toBe(60_000);
	expect(Date.parse(moved.json.now)).toBeGreaterThanOrEqual(before + 3_661_000);
	expect(Date.parse(moved.json.now)).toBeLessThanOrEqual(Date.now() + 3_661_000);
	expect((await look(sandbox, json.outputJobId)).json.status).toBe('succeeded');
	const back = await send(sandbox, 'POST', '/sandbox/clock', { body: { advanceMs: -1 } });
	expect(back.status).toBe(400);
});

it('resets all of it', async () => {
	await publish(sandbox, video);
	sandbox.addMedia();
	sandbox.addAccount();
	sandbox.faults.add({ kind: 'cut' });
	sandbox.clock.skew(1000);
	sandbox.settings.schedulingEnabled = false;
	const { settings } = sandbox;
	expect((await send(sandbox, 'POST', '/sandbox/reset')).status).toBe(204);
	const fresh = await startSandbox({ queuedMs: 0, runMs: 0 });
	expect(sandbox.settings).toBe(settings);
	for (const part of ['settings', 'posts', 'requests', 'media', 'violations'] as const) {
		expect(sandbox[part]).toEqual(fresh[part]);
	}
	expect([sandbox.faults.all, sandbox.clock.skewMs]).toEqual([[], 0]);
	const accounts = await send(sandbox, 'GET', '/tiktok/accounts');
	expect(accounts.json.accounts).toHaveLength(2);
	await fresh.stop();
});

describe('requests in flight', () => {
	it('are counted at their highest', async () => {
		sandbox.faults.add({ kind: 'slow', delayMs: NEVER_MS, times: 7 });
		const clients = new AbortController();
		const gone = Array.from({ length: 7 }, () =>
			publish(sandbox, video, {}, clients.signal).catch(() => 'gone'),
		);
		await until(() => sandbox.faults.fired.length === 7);
		clients.abort();
		expect(new Set(await Promise.all(gone))).toEqual(new Set(['gone']));
		await until(() => sandbox.requests.every(({ finishedAt }) => finishedAt !== undefined));
		expect(sandbox.maxInFlight).toBe(7);
		sandbox.resetMaxInFlight();
		await publish(sandbox, video);
		expect(sandbox.maxInFlight).toBe(1);
	});
});

it('stops at once, with requests waiting', async () => {
	const other = await startSandbox();
	other.faults.add({ kind: 'slow', delayMs: NEVER_MS });
	const waiting = publish(other, video).catch((error: NodeJS.ErrnoException) => error.code);
	await until(() => other.faults.fired.length === 1);
	await other.stop(); // or else this test takes longer than it may
	expect(await waiting).toBe('ECONNRESET');
});
