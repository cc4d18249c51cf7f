import type { INodePropertyOptions } from 'n8n-workflow';

/** The most files that `GET /media` lists; there is no second page ("Media library"). */
export const MAX_LISTED = 100;

/** "TikTok photo carousel": 2 to 35 media IDs. */
export const CAROUSEL_IMAGES = { min: 2, max: 35 };

/** "TikTok carousels only accept JPEG and WebP images." */
export const CAROUSEL_TYPES = ['image/jpeg', 'image/webp'];

/** The kinds of media, by the API's names. */
export const KINDS: INodePropertyOptions[] = [
	{ name: 'Audio', value: 'audio' },
	{ name: 'Image', value: 'image' },
	{ name: 'Video', value: 'video' },
];

/** Where media come from, by the API's names. */
export const SOURCES: INodePropertyOptions[] = [
	{ name: 'Editor Output', value: 'editor_output' },
	{ name: 'Import', value: 'import' },
	{ name: 'Model Generated', value: 'model_generated' },
	{ name: 'Scrape', value: 'scrape' },
	{ name: 'User Upload', value: 'user_upload' },
];

/** More than the media library can show: a file that was uploaded longer ago is no longer in its list. */
const MAX_REMEMBERED = 10_000;

const uploaded = new Set<string>();

/** Remembers a file that this n8n process has uploaded, so that the trigger does not take it for new media. */
export function rememberUpload(mediaId: string): void {
	uploaded.add(mediaId);
	if (uploaded.size <= MAX_REMEMBERED) return;
	const [oldest] = uploaded;
	uploaded.delete(String(oldest));
}

/** Whether this n8n process has uploaded a file. */
export const wasUploadedHere = (mediaId: unknown): boolean => uploaded.has(String(mediaId));
