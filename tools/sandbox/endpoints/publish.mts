import { randomUUID } from 'node:crypto';
import type { Account } from '../accounts.mts';
import { apiTime } from '../clock.mts';
import { ApiError } from '../errors.mts';
import { type Job, type JobEnd, statusAt } from '../jobs.mts';
import { kindOf, type Media } from '../media.mts';
import type { AcceptedPost } from '../posts.mts';
import { newTikTokPost, tiktokFault } from '../tiktok.mts';
import type { World } from '../world.mts';
import type { Call, Endpoint } from './endpoint.mts';
import {
	publishedMedia,
	publishingAccount,
	refuseByMedia,
	requireScheduling,
} from './requirements.mts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

interface VideoBody {
	mediaId: string;
	tiktokAccountId: string;
	scheduledAt?: string;
}

/** `POST /publish/tiktok`: makes a job, or a scheduled one, and answers with its ID and state. */
export const publishVideo: Endpoint = (call) => {
	const { world, request, body } = call;
	const fields = body as unknown as VideoBody;
	refuseByMedia(world, [fields.mediaId]);
	if (fields.scheduledAt !== undefined) requireScheduling(world);
	const account = publishingAccount(world, fields.tiktokAccountId);
	const media = publishedVideo(world, fields.mediaId);
	const dueAt = fields.scheduledAt === undefined ? undefined : dueTime(world, fields.scheduledAt);

	const job = newJob(world, account, media, body, dueAt);
	world.jobs.set(job.outputJobId, job);
	const { outputJobId, scheduledFor } = job;
	const due = scheduledFor === undefined ? {} : { scheduledFor };
	request.outputJobId = outputJobId;
	recordPost(call, account, {
		kind: 'video',
		mediaIds: [fields.mediaId],
		outputJobId,
		...due,
		result: job,
	});
	const status = scheduledFor === undefined ? 'queued' : statusAt(job, world.clock.steady());
	return { status: 200, body: { outputJobId, status, ...due } };
};

function publishedVideo(world: World, mediaId: string): Media {
	const [media] = publishedMedia(world, [mediaId]) as [Media];
	if (kindOf(media) !== 'video') {
		throw new ApiError(400, 'bad_request', `mediaId ${mediaId} is no video but ${media.mimeType}.`);
	}
	return media;
}

/** When a scheduled post is due, on the server's clock; 400 outside of 5 minutes to 29 days (API page, `scheduledAt`). */
function dueTime(world: World, scheduledAt: string): number {
	const due = Date.parse(scheduledAt);
	const ahead = due - world.clock.now();
	if (!(ahead >= 5 * MINUTE && ahead <= 29 * DAY)) {
		throw new ApiError(
			400,
			'validation_error',
			'scheduledAt must be 5 minutes to 29 days in the future.',
		);
	}
	return due;
}

function newJob(
	world: World,
	account: Account,
	media: Media,
	body: Record<string, unknown>,
	dueAt?: number,
): Job {
	const { clock, settings } = world;
	const { states = ['queued', 'in_progress'], never } = media.outcome ?? {};
	// The last state takes the running time, those before it share the time in the queue.
	const waiting = states.slice(0, -1);
	const steps = waiting.map((status) => ({ status, ms: settings.queuedMs / waiting.length }));
	const last = states.at(-1) ?? 'in_progress';
	return {
		outputJobId: randomUUID(),
		platform: 'tiktok',
		mediaId: media.mediaId,
		tiktokAccountId: account.tiktokAccountId,
		...(typeof body.caption === 'string' ? { caption: body.caption } : {}),
		...(dueAt === undefined ? {} : { scheduledFor: apiTime(dueAt) }),
		// A skew set later must not move the due time, so it is kept on the steady clock.
		startsAt: clock.steady() + (dueAt === undefined ? 0 : dueAt - clock.now()),
		steps: [...steps, { status: last, ms: never ? Infinity : settings.runMs }],
		end: jobEnd(account, media, body),
	};
}

function jobEnd(account: Account, media: Media, body: Record<string, unknown>): JobEnd {
	const { fail, cancel } = media.outcome ?? {};
	if (cancel) return { status: 'canceled' };
	if (fail) return { status: 'failed', ...fail };
	const errorMessage = tiktokFault(body);
	if (errorMessage !== undefined) return { status: 'failed', errorMessage };
	return { status: 'succeeded', post: newTikTokPost(account.username) };
}

/** Writes an accepted publish into the ledger. `of` is what only its kind has. */
function recordPost(
	{ world, request, body }: Call,
	{ tiktokAccountId, username }: Account,
	of: Pick<AcceptedPost, 'kind' | 'mediaIds' | 'result' | 'outputJobId' | 'scheduledFor'>,
): void {
	const { caption, privacyLevel } = body as Pick<AcceptedPost, 'caption' | 'privacyLevel'>;
	request.accepted = true;
	world.accepted.push({
		number: world.accepted.length + 1,
		tiktokAccountId,
		username,
		...(caption === undefined ? {} : { caption }),
		...(privacyLevel === undefined ? {} : { privacyLevel }),
		fields: { ...body },
		acceptedAt: new Date(world.clock.now()).toISOString(),
		requestId: request.id,
		...of,
	});
}

interface CarouselBody {
	mediaIds: string[];
	tiktokAccountId: string;
	coverIndex?: number;
}

/** `POST /publish/tiktok/carousel`: publishes at once; the answer is final and has no outputJobId. */
export const publishCarousel: Endpoint = (call) => {
	const { world, body } = call;
	const fields = body as unknown as CarouselBody;
	const { mediaIds, coverIndex = 0 } = fields;
	refuseByMedia(world, mediaIds);
	const account = publishingAccount(world, fields.tiktokAccountId);
	const media = publishedMedia(world, mediaIds);
	media.forEach(requireCarouselImage);
	if (coverIndex >= mediaIds.length) {
		throw new ApiError(
			400,
			'validation_error',
			`coverIndex ${coverIndex} is outside of the ${mediaIds.length} images.`,
		);
	}
	const reason = refusalByTikTok(media, { privacyLevel: 'SELF_ONLY', ...body });
	if (reason !== undefined) throw new ApiError(400, 'bad_request', reason);

	const post = newTikTokPost(account.username);
	recordPost(call, account, { kind: 'carousel', mediaIds: [...mediaIds], result: post });
	return { status: 200, body: { ...post, imageCount: mediaIds.length } };
};

/** JPEG and WebP only, and no S3 (API page, `mediaIds` and "rejects S3-backed media"). */
function requireCarouselImage({ mediaId, mimeType, storage }: Media): void {
	if (mimeType !== 'image/jpeg' && mimeType !== 'image/webp') {
		throw new ApiError(
			400,
			'bad_request',
			`TikTok carousels only accept JPEG and WebP images; mediaIds holds ${mediaId}, which is ${mimeType}.`,
		);
	}
	if (storage === 's3') {
		throw new ApiError(
			400,
			'bad_request',
			`TikTok carousels reject S3-backed media; mediaIds holds ${mediaId}. Use GCS-hosted images.`,
		);
	}
}

/** Why TikTok refuses the carousel. There is no job to fail, so it is answered 400, which is the sandbox's guess. */
function refusalByTikTok(media: Media[], body: Record<string, unknown>): string | undefined {
	const failing = media.find(({ outcome }) => outcome?.fail);
	if (failing) return failing.outcome?.fail?.errorMessage ?? 'TikTok refused the carousel.';
	return tiktokFault(body);
}
