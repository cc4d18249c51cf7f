import { randomUUID } from 'node:crypto';
import type { ErrorCode } from './errors.mts';
import type { Failure, JobStatus } from './jobs.mts';

export type MediaKind = 'image' | 'video' | 'audio';
export type MediaSource = 'user_upload' | 'model_generated' | 'editor_output' | 'scrape' | 'import';

/** What publishing a media leads to, where it does not simply succeed. */
export interface Outcome {
	/** The post is refused with this answer. */
	refuse?: { status: number; code: ErrorCode; message: string };
	/** The job fails. A carousel, which has no job, is answered with 400. */
	fail?: Failure;
	/** The job ends as canceled. */
	cancel?: boolean;
	/** The states the job passes through, in equal parts of its time. */
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
	/** Milliseconds. */
	durationMs: number;
	outcome?: Outcome;
	/** Of an uploaded file: its name as sent. */
	fileName?: string;
	/** Of an uploaded file: the SHA-256 of its content, in hexadecimal. */
	sha256?: string;
}

/**
 * A media with the fields of `known`; the others are filled in. Unless `known` says otherwise, it is a video in GCS.
 *
 * @param title the name in its URL, without the extension, where it has no file name
 */
export function newMedia(known: Partial<Media> & Pick<Media, 'createdAt'>, title?: string): Media {
	const { mediaId = randomUUID(), storage = 'gcs', mimeType = 'video/mp4' } = known;
	const name = known.fileName ?? defaultName(mediaId, mimeType, title);
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

/** A file name such as `video-0001.mp4`. */
function defaultName(mediaId: string, mimeType: string, title?: string): string {
	const [kind = '', type = ''] = mimeType.split('/');
	const extension = { jpeg: 'jpg', mpeg: 'mp3', quicktime: 'mov' }[type] ?? type;
	return `${title ?? `${kind}-${mediaId.slice(-4)}`}.${extension}`;
}

/** `image`, `video` or `audio`: the first part of the MIME type. */
export function kindOf(media: Pick<Media, 'mimeType'>): MediaKind {
	return media.mimeType.split('/')[0] as MediaKind;
}

/**
 * The record that the API shows of a media. Documented are mediaId, url, mimeType, width, height, durationMs and fps; which
 * kinds have which of them is not documented, and neither are the other fields.
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
