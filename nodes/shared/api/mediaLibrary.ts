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
