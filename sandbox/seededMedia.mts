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

// None is a user_upload: what a test uploads stands out.
const SOURCES = ['model_generated', 'editor_output', 'import', 'scrape'] as const;
const NEWEST = Date.parse('2026-01-05T09:00:00Z');
const HOUR = 3_600_000;

/** The media a new sandbox holds, new objects each time; seed.mts names their IDs. `MEDIA.unknown` is not among them. */
export function seededMedia(): Media[] {
	const all = (ids: readonly string[], mimeType: string): Partial<Media>[] =>
		ids.map((mediaId) => ({ mediaId, mimeType }));
	const seeds: Partial<Media>[] = [
		...all(MEDIA.videos, 'video/mp4'),
		...all(MEDIA.jpegs, 'image/jpeg'),
		...all(MEDIA.webps, 'image/webp'),
		...all([MEDIA.png], 'image/png'),
		{ mediaId: MEDIA.s3Jpeg, mimeType: 'image/jpeg', storage: 's3' },
		{ mediaId: MEDIA.audio, mimeType: 'audio/mpeg' },
		{
			mediaId: MEDIA.failsAsSpamJpeg,
			mimeType: 'image/jpeg',
			outcome: { fail: { errorMessage: SPAM_MESSAGE } },
		},
		...[...FAILING_VIDEOS, ...REFUSED_VIDEOS].map(([mediaId, outcome]) => ({ mediaId, outcome })),
	];
	return seeds.map(asSeeded);
}

/** What the file of each seed is called: as in seed.mts, `fails-as-spam`, and `videos-01` where it is one of several. */
const TITLES = new Map<string, string>(
	Object.entries(MEDIA).flatMap(([name, ids]) => {
		const title = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
		const numbered = (id: string, index: number): [string, string] => [
			id,
			`${title}-${String(index + 1).padStart(2, '0')}`,
		];
		return typeof ids === 'string' ? [[ids, title] as [string, string]] : ids.map(numbered);
	}),
);

/** A seed with what tells it from the others: where it came from, when, how long and how large it is. */
function asSeeded(seed: Partial<Media>, index: number): Media {
	const known = {
		source: SOURCES[index % SOURCES.length] ?? 'import',
		createdAt: new Date(NEWEST - index * HOUR).toISOString(),
		durationMs: 8000 + 1500 * (index % 12),
		size: 2_000_000 + 350_000 * index,
		...seed,
	};
	return newMedia(known, TITLES.get(seed.mediaId ?? ''));
}
