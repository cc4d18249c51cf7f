import { type Media, newMedia, type Outcome } from './media.mts';

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

/** The seeded media. Most stand for an outcome; README.md has the table. */
export const MEDIA = {
	/** 12 videos that succeed: last parts 1 to 12. */
	videos: mediaIds(12, 1),
	/** 6 JPEG images: last parts 101 to 106. */
	jpegs: mediaIds(6, 101),
	/** 6 WebP images: last parts 201 to 206. */
	webps: mediaIds(6, 201),
	/** A PNG image, which a carousel refuses. */
	png: mediaId('301'),
	/** A JPEG image in S3, which a carousel refuses. */
	s3Jpeg: mediaId('302'),
	/** An audio file, which cannot be published. */
	audio: mediaId('303'),

	/** The job fails; TikTok calls it spam. */
	failsAsSpam: mediaId('fa11ed000001'),
	/** The job fails; TikTok could not read the file. */
	failsFormat: mediaId('fa11ed000003'),
	/** The job fails without any errorMessage. */
	failsSilently: mediaId('fa11ed000004'),
	/** A JPEG whose carousel TikTok refuses as spam. */
	failsAsSpamJpeg: mediaId('fa11ed000101'),
	/** The job ends as canceled. */
	endsCanceled: mediaId('ca9ce1ed0001'),
	/** The job stays in progress forever. */
	neverEnds: mediaId('0e7e4e4d5001'),

	/** 403 forbidden. */
	forbidden: mediaId('bad403000001'),
	/** 404 not_found: there is no such media. */
	unknown: mediaId('bad404000001'),
} as const;

const SPAM_MESSAGE =
	'spam_risk_too_many_posts: TikTok refused the post because this account has posted too many times in the last 24 hours.';

const fail = (errorMessage: string): Outcome => ({ fail: { errorMessage } });

/** The videos that do not simply succeed. */
const OUTCOMES: [mediaId: string, Outcome][] = [
	[MEDIA.failsAsSpam, fail(SPAM_MESSAGE)],
	[MEDIA.failsFormat, fail('file_format_check_failed: TikTok could not read the video file.')],
	[MEDIA.failsSilently, { fail: {} }],
	[MEDIA.endsCanceled, { cancel: true }],
	[MEDIA.neverEnds, { never: true }],
	[
		MEDIA.forbidden,
		{ refuse: { status: 403, code: 'forbidden', message: 'You have no access to this media.' } },
	],
];

// None is a user_upload, so that what a test uploads stands out.
const SOURCES = ['model_generated', 'editor_output', 'import', 'scrape'] as const;
const NEWEST = Date.parse('2026-01-05T09:00:00Z');
const HOUR = 3_600_000;

/** The media a new sandbox holds, new objects each time. `MEDIA.unknown` is not among them. */
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
		{ mediaId: MEDIA.failsAsSpamJpeg, mimeType: 'image/jpeg', outcome: fail(SPAM_MESSAGE) },
		...OUTCOMES.map(([mediaId, outcome]) => ({ mediaId, outcome })),
	];
	return seeds.map(asSeeded);
}

/** File names by media ID: the name in `MEDIA` as `fails-as-spam`, and `videos-01` where there are several. */
const TITLES = new Map<string, string>(
	Object.entries(MEDIA).flatMap(([name, ids]) => {
		const title = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
		if (typeof ids === 'string') return [[ids, title] as const];
		return ids.map((id, index) => [id, `${title}-${String(index + 1).padStart(2, '0')}`] as const);
	}),
);

/** Gives each seed a source, a time, a duration and a size that tell it from the others. */
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
