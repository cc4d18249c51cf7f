import type { Account } from '../accounts.mts';
import { ApiError } from '../errors.mts';
import type { Media } from '../media.mts';
import type { World } from '../world.mts';

/** The account of a publish: 404 when it is not connected, 403 when it may not publish. */
export function publishingAccount(world: World, tiktokAccountId: string): Account {
	const account = world.accounts.get(tiktokAccountId);
	if (!account) {
		throw new ApiError(404, 'not_found', `No connected TikTok account ${tiktokAccountId}.`);
	}
	if (!account.grantedScopes.includes('video.publish')) {
		throw new ApiError(
			403,
			'forbidden',
			`The account @${account.username} has not granted the scope video.publish. Connect it again.`,
		);
	}
	return account;
}

/** The media of a publish: 404 when one is not there. */
export function publishedMedia(world: World, mediaIds: readonly string[]): Media[] {
	return mediaIds.map((mediaId) => {
		const media = world.media.get(mediaId);
		if (!media) throw new ApiError(404, 'not_found', `No media ${mediaId}.`);
		return media;
	});
}

/** Throws the refusal that a media of the publish means, if one does and its turn has come. */
export function refuseByMedia(world: World, mediaIds: readonly string[]): void {
	for (const mediaId of mediaIds) {
		const refuse = world.media.get(mediaId)?.outcome?.refuse;
		if (!refuse) continue;
		const tries = world.tries.get(mediaId) ?? 0;
		world.tries.set(mediaId, tries + 1);
		if (refuse.everyOtherTry && tries % 2 === 1) continue;
		const { status, code, message, retryAfterSeconds, deferSeconds } = refuse;
		const headers: Record<string, string> =
			retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) };
		const deferUntil =
			deferSeconds === undefined
				? undefined
				: new Date(world.clock.now() + deferSeconds * 1000).toISOString();
		throw new ApiError(status, code, message, headers, deferUntil);
	}
}

/** 403 when scheduled publishing is off (API page, "Scheduled publishing must be enabled", "Schedule management"). */
export function requireScheduling(world: World): void {
	if (!world.settings.schedulingEnabled) {
		throw new ApiError(
			403,
			'feature_disabled',
			'Scheduled publishing is not enabled for this account.',
		);
	}
}

/** The job of that ID: 404 when there is none. */
export function requireJob(world: World, outputJobId: string) {
	const job = world.jobs.get(outputJobId.toLowerCase());
	if (!job) throw new ApiError(404, 'not_found', `No publish job ${outputJobId}.`);
	return job;
}
