import type { Sandbox } from '../../tools/sandbox/index.mts';
import { ACCOUNTS, MEDIA } from '../../tools/sandbox/seed.mts';

/** Schedules a post by the API itself. Out: the ID of its job. */
export async function schedulePost(
	{ baseUrl, apiKey, clock }: Sandbox,
	{ dueInMs, caption }: { dueInMs: number; caption: string },
): Promise<string> {
	const answer = await fetch(`${baseUrl}/publish/tiktok`, {
		method: 'POST',
		headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
		body: JSON.stringify({
			tiktokAccountId: ACCOUNTS.studio,
			mediaId: MEDIA.videos[0],
			scheduledAt: new Date(clock.now() + dueInMs).toISOString().replace('Z', '+00:00'),
			caption,
		}),
	});
	return ((await answer.json()) as { outputJobId: string }).outputJobId;
}
