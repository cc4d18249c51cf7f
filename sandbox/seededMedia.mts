import type { ErrorCode } from './errors.mts';
import { newMedia, type Media, type Outcome } from './media.mts';
import { MEDIA } from './seed.mts';

export const SPAM_MESSAGE =
	'spam_risk_too_many_posts: TikTok refused the post because this account has posted too many times in the last 24 hours.';

const FAILING_VIDEOS: [string, Outcome][] = [
	[MEDIA.failsAsSpam, { fail: { errorMessage: SPAM_MESSAGE } }],
	[
		MEDIA.failsUnaudited,
		{
			fail: {
				errorMessage:
					'unaudited_client_can_only_post_to_private_accounts: an unaudited app may post only as "only me".',
			},
		},
	],
	[
		MEDIA.failsFormat,
		{ fail: { errorMessage: 'file_format_check_failed: TikTok could not read the video file.' } },
	],
	[MEDIA.failsSilently, { fail: {} }],
	[MEDIA.endsCanceled, { cancel: true }],
	[MEDIA.neverEnds, { never: true }],
	[MEDIA.everyState, { states: ['idle', 'locked', 'queued', 'in_progress'] }],
];

function refusal(
	status: number,
	code: ErrorCode,
	message: string,
	more: Omit<NonNullable<Outcome['refuse']>, 'status' | 'code' | 'message'> = {},
): Outcome {
	return { refuse: { status, code, message, ...more } };
}

const REFUSED_VIDEOS: [string, Outcome][] = [
	[MEDIA.paymentRequired, refusal(402, 'payment_required', 'Publishing needs a paid plan.')],
	[
		MEDIA.insufficientCredits,
		refusal(402, 'insufficient_credits', 'Not enough credits to publish this media.'),
	],
	[MEDIA.forbidden, refusal(403, 'forbidden', 'You have no access to this media.')],
	[
		MEDIA.featureDisabled,
		refusal(403, 'feature_disabled', 'TikTok publishing is not enabled for this account.'),
	],
	[MEDIA.conflict, refusal(409, 'conflict', 'The media is still being processed.')],
	[
		MEDIA.gone,
		refusal(
			410,
			'gone',
			'This way of publishing is retired. Hint: re-import the media and try again.',
		),
	],
	[
		MEDIA.rateLimited,
		refusal(429, 'rate_limit_exceeded', 'Too many requests. Try again in a second.', {
			retryAfterSeconds: 1,
			everyOtherTry: true,
		}),
	],
	[
		MEDIA.throttled,
		refusal(429, 'throttled', 'A safety gate holds this post back for a moment.', {
			deferSeconds: 1,
			everyOtherTry: true,
		}),
	],
	[MEDIA.serverError, refusal(500, 'internal_server_error', 'Something went wrong on our side.')],
];

/** The media a new sandbox holds, new objects each time; seed.mts names their IDs. `MEDIA.unknown` is not among them. */
export function seededMedia(): Media[] {
	const images = (ids: readonly string[], mimeType: string): Media[] =>
		ids.map((mediaId) => newMedia({ mediaId, mimeType }));
	return [
		...MEDIA.videos.map((mediaId) => newMedia({ mediaId })),
		...images(MEDIA.jpegs, 'image/jpeg'),
		...images(MEDIA.webps, 'image/webp'),
		...images([MEDIA.png], 'image/png'),
		newMedia({ mediaId: MEDIA.s3Jpeg, mimeType: 'image/jpeg', storage: 's3' }),
		newMedia({ mediaId: MEDIA.audio, mimeType: 'audio/mpeg' }),
		newMedia({
			mediaId: MEDIA.failsAsSpamJpeg,
			mimeType: 'image/jpeg',
			outcome: { fail: { errorMessage: SPAM_MESSAGE } },
		}),
		...[...FAILING_VIDEOS, ...REFUSED_VIDEOS].map(([mediaId, outcome]) =>
			newMedia({ mediaId, outcome }),
		),
	];
}
