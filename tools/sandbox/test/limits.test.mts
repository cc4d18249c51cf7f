import type { SandboxSettings } from '../index.mts';
import { MEDIA } from '../seed.mts';
import { errorOf, getJob, publish, type Reply, sandboxOfFile, send, upload } from './client.mts';

const sandbox = sandboxOfFile();
const [video] = MEDIA.videos as [string];
const HOUR = 3_600_000;

/** One request of each kind. */
const SEND = {
	posts: () => publish(sandbox, video),
	polls: () => getJob(sandbox, '019e1b76-74d7-8c7e-a927-6bd34bfaa114'),
	uploads: () => upload(sandbox, ['file', 'a.mp4', 'video/mp4', 'film']),
	others: () => send(sandbox, 'GET', '/media'),
};
const KINDS = Object.keys(SEND) as (keyof typeof SEND)[];

const set = (settings: Partial<SandboxSettings>) => Object.assign(sandbox.settings, settings);
const refused = ({ status }: Reply) => status === 429;

/** The statuses of so many posts, one after another. */
async function posts(count: number): Promise<number[]> {
	const seen: number[] = [];
	for (let n = 0; n < count; n += 1) seen.push((await publish(sandbox, video)).status);
	return seen;
}

it.each([
	['limitAll', KINDS],
	['limitPosts', ['posts']],
	['limitPolls', ['polls']],
	['limitUploads', ['uploads']],
] as const)('%s limits %j', async (setting, limited) => {
	for (const kind of KINDS) {
		sandbox.reset();
		set({ [setting]: { requests: 1, windowMs: HOUR } });
		expect(refused(await SEND[kind]())).toBe(false);
		const isLimited = (limited as readonly string[]).includes(kind);
		expect(refused(await SEND[kind]())).toBe(isLimited);
		expect(sandbox.tally[kind]).toEqual(
			isLimited ? { taken: 1, refused: 1 } : { taken: 2, refused: 0 },
		);
	}
});

it('a request that one limit refuses counts in no other', async () => {
	set({ limitAll: { requests: 2, windowMs: HOUR }, limitPosts: { requests: 1, windowMs: HOUR } });
	expect(await posts(3)).toEqual([200, 429, 429]);
	expect(refused(await SEND.polls())).toBe(false);
	expect(errorOf(await SEND.posts())).toContain('2 requests in 3600 s, 1 posts in 3600 s.');
});

it.each([
	['fixed', [200, 200, 429]],
	['sliding', [200, 429, 429]],
] as const)('a %s window opens again after its time', async (limitWindow, reopened) => {
	set({ limitPosts: { requests: 2, windowMs: 4 * HOUR }, limitWindow });
	expect(await posts(1)).toEqual([200]);
	sandbox.clock.advance(3 * HOUR);
	expect(await posts(2)).toEqual([200, 429]);
	sandbox.clock.skew(9 * HOUR);
	expect(await posts(1)).toEqual([429]);
	sandbox.clock.advance(HOUR);
	expect(await posts(3)).toEqual(reopened);
});

it.each(['exact', 'short', 'date', 'deferUntil', 'none', 7] as const)(
	'the wait is stated as %s',
	async (retryAfter) => {
		set({ limitPosts: { requests: 1, windowMs: HOUR }, retryAfter });
		const before = Date.now();
		await publish(sandbox, video);
		const { headers, json } = await publish(sandbox, video);
		const stated = headers['retry-after'];
		const opensAt = {
			exact: Date.now() + Number(stated) * 1000,
			date: Date.parse(stated ?? ''),
			deferUntil: Date.parse(json.error.deferUntil),
		};
		if (typeof retryAfter === 'number') expect(stated).toBe('7');
		else if (retryAfter === 'short') expect(stated).toBe('1');
		else if (retryAfter === 'none')
			expect([stated, json.error.deferUntil]).toEqual([undefined, undefined]);
		else expect(opensAt[retryAfter]).toBeGreaterThanOrEqual(before + HOUR);
	},
);

it('simultaneous requests are counted one by one', async () => {
	set({ limitPosts: { requests: 20, windowMs: HOUR } });
	await Promise.all(Array.from({ length: 100 }, () => publish(sandbox, video)));
	expect(sandbox.tally.posts).toEqual({ taken: 20, refused: 80 });
	expect(sandbox.posts).toHaveLength(20);
});
