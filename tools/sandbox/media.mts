import { randomUUID } from 'node:crypto';
import type { ErrorCode } from './errors.mts';
import type { JobStatus } from './jobs.mts';

export type MediaKind = 'image' | 'video' | 'audio';
export type MediaSource = 'user_upload' | 'model_generated' | 'editor_output' | 'scrape' | 'import';

/** What publishing a media does when it does not simply succeed. */
export interface Outcome {
	/** The post is refused with this answer. */
	refuse?: {
		status: number;
		code: ErrorCode;
		message: string;
		/** Sends `Retry-After` with so many seconds. */
		retryAfterSeconds?: number;
		/** Sends `deferUntil` so many seconds ahead. */
		deferSeconds?: number;
		/** Only every other try is refused, the first one included. */
		everyOtherTry?: boolean;
	};
	/** The post is accepted and its job ends so; a carousel, which has no job, is answered 400. */
	fail?: { errorMessage?: string };
	/** The job ends as canceled. */
	cancel?: boolean;
	/** The states the job passes, in equal parts of its time. */
	states?: JobStatus[];
	/** The last of its states never ends. */
	never?: boolean;
}

export interface Media {
	mediaId: string;
	mimeType: string;
	source: MediaSource;
	storage: 'gcs' | 's3';
	/** Ends in the name of the file. */
	url: string;
	/** ISO time, on the server's clock. */
	createdAt: string;
	/** Bytes. */
	size: number;
	/** Milliseconds, of a video or audio. */
	durationMs: number;
	outcome?: Outcome;
	/** Of an uploaded file: its name as sent, and the SHA-256 of its content, in hexadecimal. */
	fileName?: string;
	sha256?: string;
}

/**
 * A media of which only what `known` names matters; the rest is filled in. A video in GCS unless it says otherwise.
 * @param title the name in its url without the ending, of one that has no file name.
 */
export function newMedia(known: Partial<Media> & Pick<Media, 'createdAt'>, title?: string): Media {
	const mediaId = known.mediaId ?? randomUUID();
	const { storage = 'gcs', mimeType = 'video/mp4' } = known;
	const name = known.fileName ?? inventedName(mediaId, mimeType, title);
	const place = [mediaId, name].map(encodeURIComponent).join('/');
	return {
		mediaId,
		mimeType,
		source: 'model_generated',
		storage,
		url: `https://${storage}.media.example.com/${place}`,
		size: 4_200_000,
		durationMs: 12_000,
		...known,
	};
}

/** A name for a file that nobody named: `video-0001.mp4`. */
function inventedName(mediaId: string, mimeType: string, title?: string): string {
	const [kind = '', type = ''] = mimeType.split('/');
	const ending = { jpeg: 'jpg', mpeg: 'mp3', quicktime: 'mov' }[type] ?? type;
	return `${title ?? `${kind}-${mediaId.slice(-4)}`}.${ending}`;
}

/** `image`, `video` or `audio`: the first part of the MIME type. */
export function kindOf(media: Pick<Media, 'mimeType'>): MediaKind {
	return media.mimeType.split('/')[0] as MediaKind;
}

/**
 * The record that the API shows of a media. Documented are mediaId, url, mimeType, width, height, durationMs and fps; which
 * kinds have which of them, and the rest, is the sandbox's guess.
 */
export function showMedia(media: Media): Record<string, unknown> {
	const { mediaId, url, mimeType, source, size, createdAt, durationMs } = media;
	const kind = kindOf(media);
	return {
		mediaId,
		url,
		mimeType,
		...(kind === 'audio' ? {} : { width: 1080, height: 1920 }),
		...(kind === 'image' ? {} : { durationMs }),
		...(kind === 'video' ? { fps: 30 } : {}),
		kind,
		source,
		size,
		createdAt,
	};
}

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string' && value !== '';
const amount: Check = (value) => typeof value === 'number' && value >= 0;
const oneOf =
	(...words: string[]): Check =>
	(value) =>
		words.includes(value as string);

const PARTS: Record<keyof Media, Check> = {
	mediaId: text,
	mimeType: (value) => /^(image|video|audio)\/./.test(String(value)),
	source: oneOf('user_upload', 'model_generated', 'editor_output', 'scrape', 'import'),
	storage: oneOf('gcs', 's3'),
	url: text,
	createdAt: (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
	size: amount,
	durationMs: amount,
	outcome: (value) => typeof value === 'object' && value !== null,
	fileName: text,
	sha256: text,
};

/** `input` as parts of a media; throws a TypeError that names the first unknown or wrong one. */
export function parseMedia(input: unknown = {}): Partial<Media> {
	if (typeof input !== 'object' || input === null || Array.isArray(input)) {
		throw new TypeError('A media is a JSON object');
	}
	for (const [name, value] of Object.entries(input)) {
		if (!Object.hasOwn(PARTS, name)) throw new TypeError(`A media has no ${name}`);
		if (!PARTS[name as keyof Media](value)) {
			throw new TypeError(`Not a value for ${name} of a media: ${JSON.stringify(value)}`);
		}
	}
	return input as Partial<Media>;
}
