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
	url: string;
	outcome?: Outcome;
	/** Of an uploaded file: its name as sent, its length in bytes and the SHA-256 of its content, in hexadecimal. */
	fileName?: string;
	size?: number;
	sha256?: string;
}

/** A media of which only what `known` names matters; the rest is filled in. A video in GCS unless it says otherwise. */
export function newMedia(known: Partial<Media> = {}): Media {
	const mediaId = known.mediaId ?? randomUUID();
	const storage = known.storage ?? 'gcs';
	return {
		mediaId,
		mimeType: 'video/mp4',
		source: 'model_generated',
		storage,
		url: `https://${storage}.media.example.com/${encodeURIComponent(mediaId)}`,
		...known,
	};
}

/** `image`, `video` or `audio`: the first part of the MIME type. */
export function kindOf(media: Media): MediaKind {
	return media.mimeType.split('/')[0] as MediaKind;
}

/** The record that the API shows of a media; which kinds have which field is the sandbox's guess. */
export function showMedia(media: Media): Record<string, unknown> {
	const { mediaId, url, mimeType } = media;
	const size = { width: 1080, height: 1920 };
	const time = { durationMs: 12_000 };
	switch (kindOf(media)) {
		case 'image':
			return { mediaId, url, mimeType, ...size };
		case 'video':
			return { mediaId, url, mimeType, ...size, ...time, fps: 30 };
		case 'audio':
			return { mediaId, url, mimeType, ...time };
	}
}
