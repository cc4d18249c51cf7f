import type { Account } from '../accounts.mts';
import { ApiError } from '../errors.mts';
import type { Media } from '../media.mts';
import type { World } from '../world.mts';

/** The account of a publish; 404 when it is not connected, 403 when it may not publish. */
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

/** The media of a publish; 404 when one does not exist. */
export function publishedMedia(world: World, mediaIds: readonly string[]): Media[] {
	return mediaIds.map((mediaId) => {
		const media = world.library.get(mediaId);
		if (!media) throw new ApiError(404, 'not_found', `No media ${mediaId}.`);
		return media;
	});
}

/** Throws the refusal that one of the media stands for. */
export function refuseByMedia(world: World, mediaIds: readonly string[]): void {
	for (const mediaId of mediaIds) {
		const refuse = world.library.get(mediaId)?.outcome?.refuse;
		if (refuse) throw new ApiError(refuse.status, refuse.code, refuse.message);
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

/** The job with that ID; 404 when there is none. */
export function requireJob(world: World, outputJobId: string) {
	const job = world.jobs.get(outputJobId.toLowerCase());
	if (!job) throw new ApiError(404, 'not_found', `No publish job ${outputJobId}.`);
	return job;
}
