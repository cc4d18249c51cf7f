import { IMAGES as IN_CAROUSEL } from '../rules/posts';

/** What a file may be, as the API names it ("Media upload"). */
const IMAGES = ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/svg+xml'];
const VIDEOS = ['video/mp4', 'video/webm', 'video/quicktime', 'video/x-msvideo'];
const AUDIO = [
	...['audio/mpeg', 'audio/mp3', 'audio/wav', 'audio/ogg'],
	...['audio/webm', 'audio/aac', 'audio/m4a'],
];

/** Kinds of files: the types that belong to each, and how a user would call it. */
export const KINDS = {
	video: { types: VIDEOS, words: 'a video (MP4, QuickTime, WebM or AVI)' },
	/** "TikTok carousels only accept JPEG and WebP images." */
	carousel: {
		types: ['image/jpeg', 'image/webp'],
		words: `${IN_CAROUSEL.min} to ${IN_CAROUSEL.max} JPEG or WebP images`,
	},
	media: {
		types: [...IMAGES, ...VIDEOS, ...AUDIO],
		words:
			'an image (JPEG, PNG, GIF, WebP or SVG), a video (MP4, QuickTime, WebM or AVI) or an audio file (MP3, WAV, Ogg, WebM, AAC or M4A)',
	},
} as const;

export type FileKind = keyof typeof KINDS;

/** Other names of the types that the API takes. */
const ALIASES: Record<string, string> = {
	'application/mp4': 'video/mp4',
	'audio/mp4': 'audio/m4a',
	'audio/vnd.wave': 'audio/wav',
	'audio/wave': 'audio/wav',
	'audio/x-aac': 'audio/aac',
	'audio/x-m4a': 'audio/m4a',
	'audio/x-wav': 'audio/wav',
	'image/jpg': 'image/jpeg',
	'image/pjpeg': 'image/jpeg',
	'video/avi': 'video/x-msvideo',
	'video/msvideo': 'video/x-msvideo',
	'video/vnd.avi': 'video/x-msvideo',
};

/** Types that say nothing about a file. n8n itself gives `text/plain` to what it does not know. */
const GENERIC = new Set([
	'',
	'*/*',
	'application/binary',
	'application/force-download',
	'application/octet-stream',
	'application/unknown',
	'application/x-binary',
	'application/x-download',
	'binary/octet-stream',
	'text/plain',
]);

/**
 * The type that an item gives for its file, as the API names it.
 *
 * @returns undefined when it says nothing
 */
export function declaredType(mimeType = ''): string | undefined {
	const type = mimeType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
	if (GENERIC.has(type)) return undefined;
	return Object.hasOwn(ALIASES, type) ? ALIASES[type] : type;
}
