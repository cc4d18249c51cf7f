import { ApiError } from '../errors.mts';
import type { Media } from '../media.mts';
import { newTikTokPost, tiktokFault } from '../tiktok.mts';
import type { Endpoint } from './call.mts';
import { publishedMedia, publishingAccount, refuseByMedia } from './checks.mts';

interface CarouselBody {
	mediaIds: string[];
	tiktokAccountId: string;
	caption?: string;
	privacyLevel?: string;
	coverIndex?: number;
}

/** `POST /publish/tiktok/carousel`: publishes at once; the answer is final and has no outputJobId. */
export const publishCarousel: Endpoint = ({ world, request, body }) => {
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
	request.accepted = true;
	world.accepted.push({
		number: world.accepted.length + 1,
		kind: 'carousel',
		mediaIds: [...mediaIds],
		tiktokAccountId: account.tiktokAccountId,
		username: account.username,
		...(fields.caption === undefined ? {} : { caption: fields.caption }),
		...(fields.privacyLevel === undefined ? {} : { privacyLevel: fields.privacyLevel }),
		fields: { ...body },
		acceptedAt: new Date(world.clock.now()).toISOString(),
		requestId: request.id,
		result: post,
	});
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
