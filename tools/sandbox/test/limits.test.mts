import { type Sandbox, type SandboxSettings } from '../index.mts';
import { MEDIA } from '../seed.mts';
import { useLeapingTime } from '../../../test/support/time.mts';
import { errorOf, look, publish, type Reply, sandboxOfFile, send, upload } from './client.mts';

const sandbox = sandboxOfFile();
const [video] = MEDIA.videos as [string];
const file = { field: 'file', fileName: 'a.mp4', mimeType: 'video/mp4', content: 'film' };
const NOBODY = '019e1b76-74d7-8c7e-a927-6bd34bfaa114';
const time = useLeapingTime();

/** One request of each kind, by the name that the tally has for it. */
const ASK: Record<keyof Sandbox['tally'], () => Promise<Reply>> = {
	posts: () => publish(sandbox, video),
	looks: () => look(sandbox, NOBODY),
	uploads: () => upload(sandbox, file),
	others: () => send(sandbox, 'GET', '/media'),
};
const KINDS = Object.keys(ASK) as (keyof typeof ASK)[];

const set = (settings: Partial<SandboxSettings>) => Object.assign(sandbox.settings, settings);
const refused = ({ status }: Reply) => status === 429;
const pass = (ms: number) => time.passDuring(new Promise((resolve) => setTimeout(resolve, ms)));

async function statuses(count: number): Promise<number[]> {
	const seen: number[] = [];
	for (let n = 0; n < count; n += 1) seen.push((await publish(sandbox, video)).status);
	return seen;
}

describe('what a limit counts', () => {
	it.each([
		['limitAll', KINDS],
		['limitPosts', ['posts']],
		['limitLooks', ['looks']],
		['limitUploads', ['uploads']],
	] as const)('%s: %j', async (setting, limited) => {
		for (const kind of KINDS) {
			sandbox.reset();
			set({ [setting]: { requests: 1, windowMs: 4000 } });
			expect(refused(await ASK[kind]())).toBe(false);
			expect([kind, refused(await ASK[kind]())]).toEqual([
				kind,
				(limited as readonly string[]).includes(kind),
			]);
		}
	});

	it('counts a carousel as a post', async () => {
		set({ limitPosts: { requests: 1, windowMs: 4000 } });
		await publish(sandbox, video);
		const body = { mediaIds: MEDIA.jpegs, tiktokAccountId: NOBODY };
		expect((await send(sandbox, 'POST', '/publish/tiktok/carousel', { body })).status).toBe(429);
	});

	it('counts a request that one limit refuses in no other', async () => {
		set({
			limitAll: { requests: 2, windowMs: 60_000 },
			limitPosts: { requests: 1, windowMs: 1000 },
		});
		expect(await statuses(3)).toEqual([200, 429, 429]);
		expect(refused(await ASK.looks())).toBe(false);
		expect(refused(await ASK.looks())).toBe(true);
	});

	it('waits for the limit that opens last', async () => {
		set({ limitAll: { requests: 1, windowMs: 9000 }, limitPosts: { requests: 1, windowMs: 2000 } });
		await publish(sandbox, video);
		const reply = await publish(sandbox, video);
		expect(reply.headers['retry-after']).toBe('9');
		expect(errorOf(reply)).toBe(
			'429 rate_limit_exceeded: Too many requests: 1 requests in 9 s, 1 posts in 2 s.',
		);
	});
});

describe('windows', () => {
	const limitPosts = { requests: 2, windowMs: 4000 };

	it('fixed: opens anew as a whole, to the millisecond', async () => {
		set({ limitPosts });
		expect(await statuses(1)).toEqual([200]);
		await pass(3000);
		expect(await statuses(2)).toEqual([200, 429]);
		await pass(999);
		expect(await statuses(1)).toEqual([429]);
		await pass(1);
		expect(await statuses(3)).toEqual([200, 200, 429]);
	});

	it('sliding: opens request by request', async () => {
		set({ limitPosts, limitWindow: 'sliding' });
		expect(await statuses(1)).toEqual([200]);
		await pass(3000);
		expect(await statuses(2)).toEqual([200, 429]);
		await pass(1000);
		expect(await statuses(2)).toEqual([200, 429]);
		await pass(3000);
		expect(await statuses(2)).toEqual([200, 429]);
	});

	it.each(['fixed', 'sliding'] as const)('%s: follows a leap of the clock', async (limitWindow) => {
		set({ limitPosts, limitWindow });
		expect(await statuses(3)).toEqual([200, 200, 429]);
		sandbox.clock.skew(3_600_000);
		expect(await statuses(1)).toEqual([429]);
		sandbox.clock.advance(4000);
		expect(await statuses(1)).toEqual([200]);
	});

	it('can be made wider and narrower while it counts', async () => {
		set({ limitPosts });
		expect(await statuses(3)).toEqual([200, 200, 429]);
		set({ limitPosts: { requests: 3, windowMs: 4000 } });
		expect(await statuses(2)).toEqual([200, 429]);
		set({ limitPosts: { requests: 1, windowMs: 4000 } });
		expect(await statuses(1)).toEqual([429]);
		set({ limitPosts: null });
		expect(await statuses(1)).toEqual([200]);
	});
});

describe('how the wait is told', () => {
	/** A post that is refused 700 ms into a window of 4 s, and when it came. */
	async function refusal(retryAfter: SandboxSettings['retryAfter']) {
		set({ limitPosts: { requests: 1, windowMs: 4000 }, retryAfter });
		await publish(sandbox, video);
		await pass(700);
		const reply = await publish(sandbox, video);
		expect(reply.status).toBe(429);
		const { code, deferUntil } = reply.json.error;
		return { told: reply.headers['retry-after'], code, deferUntil, opensAt: Date.now() + 3300 };
	}

	it.each([
		['exact', '4'],
		['short', '1'],
		['none', undefined],
		[3600, '3600'],
		[0, '0'],
	] as const)('%s', async (retryAfter, told) => {
		expect(await refusal(retryAfter)).toMatchObject({ code: 'rate_limit_exceeded', told });
	});

	it('date, which is never too early', async () => {
		const { told = '', opensAt } = await refusal('date');
		expect(Date.parse(told)).toBe(Math.ceil(opensAt / 1000) * 1000);
		expect(told).toMatch(/GMT$/);
	});

	it('deferUntil, in the body alone', async () => {
		const { told, code, deferUntil, opensAt } = await refusal('deferUntil');
		expect([told, code]).toEqual([undefined, 'throttled']);
		expect(Date.parse(deferUntil)).toBe(opensAt);
	});

	it('in the time of the skewed clock', async () => {
		sandbox.clock.skew(3_600_000);
		const { deferUntil, opensAt } = await refusal('deferUntil');
		expect(Date.parse(deferUntil)).toBe(opensAt + 3_600_000);
	});
});

describe('the tally', () => {
	it('counts what was taken and refused, by kind, and begins anew with a reset', async () => {
		set({ limitAll: { requests: 3, windowMs: 1000 } });
		for (const kind of ['posts', 'looks', 'uploads', 'others', 'posts'] as const) await ASK[kind]();
		const tally = {
			posts: { taken: 1, refused: 1 },
			looks: { taken: 1, refused: 0 },
			uploads: { taken: 1, refused: 0 },
			others: { taken: 0, refused: 1 },
		};
		expect(sandbox.tally).toEqual(tally);
		expect((await send(sandbox, 'GET', '/sandbox/tally')).json).toEqual(tally);
		sandbox.reset();
		expect(sandbox.tally.posts).toEqual({ taken: 0, refused: 0 });
	});

	it('counts many at once without losing one', async () => {
		set({ limitPosts: { requests: 60, windowMs: 4000 } });
		const replies = await Promise.all(Array.from({ length: 300 }, () => publish(sandbox, video)));
		expect(sandbox.tally.posts).toEqual({ taken: 60, refused: 240 });
		expect(replies.filter(refused)).toHaveLength(240);
		expect(sandbox.posts).toHaveLength(60);
	});
});

describe('settings', () => {
	it.each([
		[{ limitAll: 60 }],
		[{ limitPosts: { requests: 0, windowMs: 1000 } }],
		[{ limitLooks: { requests: 1 } }],
		[{ limitUploads: { requests: 1, windowMs: 1000, window: 'fixed' } }],
		[{ limitWindow: 'open' }],
		[{ retryAfter: 'later' }],
		[{ retryAfter: -1 }],
		[{ seed: 0.5 }],
	])('refuse %j', async (body) => {
		const reply = await send(sandbox, 'PATCH', '/sandbox/settings', { body });
		expect(reply.status).toBe(400);
		expect(reply.json.error.message).toContain(Object.keys(body)[0]);
	});

	it('change over HTTP, and back with a reset', async () => {
		const body = { limitPosts: { requests: 1, windowMs: 1000 }, retryAfter: 7 };
		await send(sandbox, 'PATCH', '/sandbox/settings', { body });
		expect(await statuses(2)).toEqual([200, 429]);
		sandbox.reset();
		expect(await statuses(2)).toEqual([200, 200]);
	});
});
