import type { FieldRule } from './fieldRules';
import { asList, isText, show } from './list';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** "TikTok photo carousel": 2 to 35 media IDs. */
export const IMAGES = { min: 2, max: 35 };

/** "TikTok photo carousel": optional caption, up to 90 characters. */
const CAROUSEL_CAPTION = 90;

/** `tiktokAccountId`: a UUID, as in both parameter tables. */
export const accountId: FieldRule = (body) => {
	const id = body.tiktokAccountId;
	if (isText(id) && UUID.test(id.trim())) {
		body.tiktokAccountId = id.trim();
		return undefined;
	}
	return isText(id)
		? `must be the ID of a connected account, a UUID, but is ${show(id)}; choose it from the list`
		: 'is empty; choose a connected account from the list';
};

/** `mediaId`: required. */
export const mediaId: FieldRule = (body) => {
	if (!isText(body.mediaId)) return 'is empty; enter the ID of a video in your Wonda media library';
	body.mediaId = body.mediaId.trim();
	return undefined;
};

/** `mediaIds`: 2 to 35 IDs, none of them empty. */
export const mediaIds: FieldRule = (body) => {
	const ids = asList(body.mediaIds);
	if (!ids) return `must be a list of media IDs, but is ${show(body.mediaIds)}`;

	const empty = ids.findIndex((id) => !isText(id));
	if (empty >= 0) return `has no media ID at position ${empty + 1} but ${show(ids[empty])}`;
	if (ids.length < IMAGES.min || ids.length > IMAGES.max) {
		return `takes ${IMAGES.min} to ${IMAGES.max} images, but has ${ids.length}`;
	}
	body.mediaIds = (ids as string[]).map((id) => id.trim());
	return undefined;
};

/** `coverIndex`: the index of one of the images. */
export const coverIndex: FieldRule = (body) => {
	const index = body.coverIndex;
	const count = asList(body.mediaIds)?.length ?? IMAGES.max;
	if (Number.isInteger(index) && (index as number) >= 0 && (index as number) < count)
		return undefined;
	return `must be the index of an image, 0 to ${count - 1}, but is ${show(index)}`;
};

/** What has one obvious text. */
const TEXTUAL = new Set(['string', 'number', 'boolean']);

/**
 * `caption`: an empty one is not sent, and one that is a number in a spreadsheet is sent as the text that the API takes. That
 * of a carousel is counted as code points, so that an emoji counts as one.
 */
export const caption: FieldRule = (body) => {
	const value = body.caption ?? '';
	if (!TEXTUAL.has(typeof value)) return `must be a text, but is ${show(value)}`;

	const text = String(value);
	body.caption = text || undefined;
	const length = body.mediaIds === undefined ? 0 : [...text].length;
	if (length <= CAROUSEL_CAPTION) return undefined;
	return `holds up to ${CAROUSEL_CAPTION} characters in a carousel, but has ${length}`;
};

/**
 * `outputJobId`, which becomes a part of the URL. Encoding does not protect `.` and `..`: URL parsers resolve them
 * in any spelling.
 */
export const jobId: FieldRule = function () {
	const id = this.getNodeParameter('outputJobId');
	if (!isText(id)) return 'is empty; enter the outputJobId of a post';
	return /^\.{1,2}$/.test(id.trim())
		? `must be the outputJobId of a post, but is ${show(id)}`
		: undefined;
};

/** A number of seconds that a wait can keep: at least 1. */
export const seconds = (name: string): FieldRule =>
	function () {
		const value = this.getNodeParameter(name);
		if (typeof value === 'number' && value >= 1) return undefined;
		return `must be a number of seconds, 1 or more, but is ${show(value)}`;
	};
