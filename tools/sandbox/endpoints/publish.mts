import { randomUUID } from 'node:crypto';
import type { Account } from '../accounts.mts';
import { apiTime } from '../clock.mts';
import { ApiError } from '../errors.mts';
import { type Job, type JobEnd, statusAt } from '../jobs.mts';
import { kindOf, type Media } from '../media.mts';
import type { AcceptedPost } from '../posts.mts';
import { newTikTokPost, tiktokFault, type TikTokPost } from '../tiktok.mts';
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
	caption?: string;
	scheduledAt?: string;
}

/** `POST /publish/tiktok`: creates a job, now or scheduled, and answers with its ID and status. */
export const publishVideo: Endpoint = (call) => {
	const { world, request } = call;
	const body = call.body as unknown as VideoBody;
	refuseByMedia(world, [body.mediaId]);
	if (body.scheduledAt !== undefined) requireScheduling(world);
	const account = publishingAccount(world, body.tiktokAccountId);
	const media = publishedVideo(world, body.mediaId);
	const dueAt = body.scheduledAt === undefined ? undefined : dueTime(world, body.scheduledAt);

	const job = newJob(call, account, media, dueAt);
	const { outputJobId, scheduledFor } = job;
	const due = scheduledFor === undefined ? {} : { scheduledFor };
	world.jobs.set(outputJobId, job);
	request.outputJobId = outputJobId;
	record(call, account, { kind: 'video', mediaIds: [media.mediaId], outputJobId, ...due }, job);
	const status = scheduledFor === undefined ? 'queued' : statusAt(job, world.clock.steady());
	return { status: 200, body: { outputJobId, status, ...due } };
};

function publishedVideo(world: World, mediaId: string): Media {
	const [media] = publishedMedia(world, [mediaId]) as [Media];
	if (kindOf(media) !== 'video') throw badRequest(`mediaId ${mediaId} is ${media.mimeType}.`);
	return media;
}

const badRequest = (message: string) => new ApiError(400, 'bad_request', message);
const invalid = (message: string) => new ApiError(400, 'validation_error', message);

/** When a scheduled post is due, on the server's clock; 400 outside of 5 minutes to 29 days (API page, `scheduledAt`). */
function dueTime(world: World, scheduledAt: string): number {
	const due = Date.parse(scheduledAt);
	const ahead = due - world.clock.now();
	if (ahead >= 5 * MINUTE && ahead <= 29 * DAY) return due;
	throw invalid('scheduledAt must be 5 minutes to 29 days in the future.');
}

function newJob({ world, body }: Call, account: Account, media: Media, dueAt?: number): Job {
	const { clock, settings } = world;
	const { caption } = body as { caption?: string };
	const { states = ['queued', 'in_progress'], never } = media.outcome ?? {};
	// The last state takes the running time; those before it share the time in the queue.
	const waiting = states.slice(0, -1);
	const steps = waiting.map((status) => ({ status, ms: settings.queuedMs / waiting.length }));
	const last = states.at(-1) ?? 'in_progress';
	return {
		outputJobId: randomUUID(),
		platform: 'tiktok',
		mediaId: media.mediaId,
		tiktokAccountId: account.tiktokAccountId,
		caption,
		scheduledFor: dueAt === undefined ? undefined : apiTime(dueAt),
		// Kept on the steady clock, because a later skew must not move the due time.
		startsAt: clock.steady() + (dueAt === undefined ? 0 : dueAt - clock.now()),
		steps: [...steps, { status: last, ms: never ? Infinity : settings.runMs }],
		end: jobEnd(media, body),
		post: newTikTokPost(account.username),
	};
}

function jobEnd({ outcome: { fail, cancel } = {} }: Media, body: Call['body']): JobEnd {
	if (cancel) return { status: 'canceled' };
	if (fail) return { status: 'failed', ...fail };
	const errorMessage = tiktokFault(body);
	return errorMessage === undefined ? { status: 'succeeded' } : { status: 'failed', errorMessage };
}

/** Adds an accepted publish to the ledger. */
function record(
	{ world, request, body }: Call,
	{ tiktokAccountId, username }: Account,
	of: Pick<AcceptedPost, 'kind' | 'mediaIds' | 'outputJobId' | 'scheduledFor'>,
	result: Job | TikTokPost,
): void {
	const { caption, privacyLevel } = body as Pick<AcceptedPost, 'caption' | 'privacyLevel'>;
	request.accepted = true;
	const accepted = {
		tiktokAccountId,
		username,
		...(caption === undefined ? {} : { caption }),
		...(privacyLevel === undefined ? {} : { privacyLevel }),
		fields: { ...body },
		acceptedAt: new Date(world.clock.now()).toISOString(),
		requestId: request.id,
		...of,
	};
	world.ledger.add(accepted, result);
}

interface CarouselBody {
	mediaIds: string[];
	tiktokAccountId: string;
	coverIndex?: number;
}

/** `POST /publish/tiktok/carousel`: publishes at once; the answer is final and has no outputJobId. */
export const publishCarousel: Endpoint = (call) => {
	const { world } = call;
	const { mediaIds, tiktokAccountId, coverIndex = 0 } = call.body as unknown as CarouselBody;
	refuseByMedia(world, mediaIds);
	const account = publishingAccount(world, tiktokAccountId);
	const media = publishedMedia(world, mediaIds);
	media.forEach(requireCarouselImage);
	if (coverIndex >= mediaIds.length) {
		throw invalid(`coverIndex ${coverIndex} is outside of the ${mediaIds.length} images.`);
	}
	const reason = refusalByTikTok(media, { privacyLevel: 'SELF_ONLY', ...call.body });
	if (reason !== undefined) throw badRequest(reason);

	const post = newTikTokPost(account.username);
	record(call, account, { kind: 'carousel', mediaIds: [...mediaIds] }, post);
	return { status: 200, body: { ...post, imageCount: mediaIds.length } };
};

/** JPEG and WebP only, and no S3 (API page, `mediaIds` and "rejects S3-backed media"). */
function requireCarouselImage({ mediaId, mimeType, storage }: Media): void {
	if (mimeType !== 'image/jpeg' && mimeType !== 'image/webp') {
		throw badRequest(
			`TikTok carousels only accept JPEG and WebP images; mediaIds holds ${mediaId}, which is ${mimeType}.`,
		);
	}
	if (storage === 's3') {
		throw badRequest(
			`TikTok carousels reject S3-backed media; mediaIds holds ${mediaId}. Use GCS-hosted images.`,
		);
	}
}

/** Why TikTok refuses the carousel, if it does. That this is answered with 400 is not documented: there is no job to fail. */
function refusalByTikTok(media: Media[], body: Call['body']): string | undefined {
	const failing = media.find(({ outcome }) => outcome?.fail)?.outcome?.fail;
	if (failing) return failing.errorMessage ?? 'TikTok refused the carousel.';
	return tiktokFault(body);
}
