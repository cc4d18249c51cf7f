/** The sandbox's API key: of the documented form, `sk_` and 64 hexadecimal characters. */
export const SANDBOX_API_KEY = `sk_${'0123456789abcdef'.repeat(4)}`;

const MEDIA_PREFIX = '019e1b70-6f9e-80fd-8c49-';

/** The media ID whose last part is `last`; `last` is filled with zeros up to 12 digits. */
function mediaId(last: string): string {
	return MEDIA_PREFIX + last.padStart(12, '0');
}

/** `count` media IDs, numbered from `first` on. */
function mediaIds(count: number, first: number): string[] {
	return Array.from({ length: count }, (_, index) => mediaId(String(first + index)));
}

/** The seeded TikTok accounts. */
export const ACCOUNTS = {
	/** May publish; username "wonda.studio". */
	studio: '550e8400-e29b-41d4-a716-446655440000',
	/** Lacks the scope `video.publish`; username "wonda.reader". */
	reader: '550e8400-e29b-41d4-a716-446655440001',
} as const;

/** The seeded media. All but the plain ones mean an outcome; see the table in README.md. */
export const MEDIA = {
	/** 12 videos that publish well: last parts 1 to 12. */
	videos: mediaIds(12, 1),
	/** 6 JPEG images: last parts 101 to 106. */
	jpegs: mediaIds(6, 101),
	/** 6 WebP images: last parts 201 to 206. */
	webps: mediaIds(6, 201),
	/** A PNG image, which a carousel refuses. */
	png: mediaId('301'),
	/** A JPEG image held in S3, which a carousel refuses. */
	s3Jpeg: mediaId('302'),
	/** An audio file, which nothing publishes. */
	audio: mediaId('303'),

	/** The job fails; TikTok calls it spam. */
	failsAsSpam: mediaId('fa11ed000001'),
	/** The job fails; an unaudited app may post only as "only me". */
	failsUnaudited: mediaId('fa11ed000002'),
	/** The job fails; TikTok could not read the file. */
	failsFormat: mediaId('fa11ed000003'),
	/** The job fails without any errorMessage. */
	failsSilently: mediaId('fa11ed000004'),
	/** A JPEG whose carousel TikTok refuses as spam. */
	failsAsSpamJpeg: mediaId('fa11ed000101'),
	/** The job ends as canceled. */
	endsCanceled: mediaId('ca9ce1ed0001'),
	/** The job stays in progress for ever. */
	neverEnds: mediaId('0e7e4e4d5001'),
	/** The job passes through idle, locked, queued and in_progress. */
	everyState: mediaId('57a7e5000001'),

	/** 402 payment_required. */
	paymentRequired: mediaId('bad402000001'),
	/** 402 insufficient_credits. */
	insufficientCredits: mediaId('bad402000002'),
	/** 403 forbidden. */
	forbidden: mediaId('bad403000001'),
	/** 403 feature_disabled. */
	featureDisabled: mediaId('bad403000002'),
	/** 404 not_found: there is no such media. */
	unknown: mediaId('bad404000001'),
	/** 409 conflict. */
	conflict: mediaId('bad409000001'),
	/** 410 gone, with a hint. */
	gone: mediaId('bad410000001'),
	/** 429 rate_limit_exceeded with Retry-After of a second; accepted at the next try. */
	rateLimited: mediaId('bad429000001'),
	/** 429 throttled with deferUntil a second ahead; accepted at the next try. */
	throttled: mediaId('bad429000002'),
	/** 500 internal_server_error. */
	serverError: mediaId('bad500000001'),
} as const;
