import type { Sandbox } from '../../sandbox/index.mts';
import { ACCOUNTS } from '../../sandbox/seed.mts';

/** As many requests under way as this node has at most. */
const AT_ONCE = 10;
const FORTNIGHT_MS = 14 * 24 * 60 * 60_000;

/** What the least that has to be asked takes: a post and one look for each row, without n8n. */
export interface Floor {
	/** Milliseconds until all posts were answered. */
	readonly postsMs: number;
	/** Milliseconds until all looks were. */
	readonly looksMs: number;
}

/** Asks with bare `fetch`, ten at a time. */
export async function measureFloor(sandbox: Sandbox, media: readonly string[]): Promise<Floor> {
	const headers = { authorization: `Bearer ${sandbox.apiKey}`, 'content-type': 'application/json' };
	const scheduledAt = new Date(Date.now() + FORTNIGHT_MS).toISOString().replace('Z', '+00:00');
	const jobs: string[] = [];
	const postsMs = await timed(media, async (mediaId) => {
		const body = {
			mediaId,
			tiktokAccountId: ACCOUNTS.studio,
			scheduledAt,
			privacyLevel: 'SELF_ONLY',
		};
		const answer = await fetch(`${sandbox.baseUrl}/publish/tiktok`, {
			method: 'POST',
			headers,
			body: JSON.stringify(body),
		});
		jobs.push(((await answer.json()) as { outputJobId: string }).outputJobId);
	});
	const looksMs = await timed(jobs, async (job) => {
		await (await fetch(`${sandbox.baseUrl}/jobs/publish/${job}`, { headers })).json();
	});
	return { postsMs, looksMs };
}

async function timed<T>(things: readonly T[], ask: (thing: T) => Promise<void>): Promise<number> {
	const left = [...things];
	const started = performance.now();
	const worker = async () => {
		for (let thing = left.pop(); thing !== undefined; thing = left.pop()) await ask(thing);
	};
	await Promise.all(Array.from({ length: AT_ONCE }, worker));
	return performance.now() - started;
}
