import { asList, isNothing, isText, show } from './list';
import { breaks, takes, type Rule } from './rule';
import { isId, toggle, whole } from './values';

/** "TikTok photo carousel": 2 to 35 media IDs. */
export const IMAGES = { min: 2, max: 35 };

/** "TikTok photo carousel": optional caption, up to 90 characters. */
const CAROUSEL_CAPTION = 90;

/** `mediaIds`: 2 to 35 IDs, none of them empty. */
export const mediaIds: Rule = (value) => {
	if (isNothing(value)) {
		return breaks(`is empty; enter the IDs of ${IMAGES.min} to ${IMAGES.max} images`);
	}
	const ids = asList(value);
	if (!ids) return breaks(`must be a list of media IDs, but is ${show(value)}`);

	const wrong = ids.findIndex((id) => !isText(id) || !isId(id.trim()));
	if (wrong >= 0) {
		const place = `at position ${wrong + 1}`;
		if (isNothing(ids[wrong])) return breaks(`has nothing ${place}`);
		return breaks(`has no media ID ${place} but ${show(ids[wrong])}`);
	}
	if (ids.length < IMAGES.min || ids.length > IMAGES.max) {
		return breaks(`takes ${IMAGES.min} to ${IMAGES.max} images, but has ${ids.length}`);
	}
	return takes((ids as string[]).map((id) => id.trim()));
};

/** `coverIndex`: the index of one of the images. */
export const coverIndex: Rule = (value, beside) => {
	const count = asList(beside.body.mediaIds)?.length ?? IMAGES.max;
	return whole('the index of an image', 0, count - 1)(value, beside);
};

/** The text that a value obviously has; undefined for any other value. */
function textOf(value: unknown): string | undefined {
	if (typeof value === 'string') return value;
	return typeof value === 'boolean' || Number.isFinite(value) ? String(value) : undefined;
}

/**
 * `caption`: an empty one is not sent, and one that is a number in a spreadsheet is sent as the text that the API takes. That
 * of a carousel is counted as code points, so that an emoji counts as one.
 */
export const caption: Rule = (value, { resource }) => {
	if (value === undefined || value === null || value === '') return takes(undefined);
	const text = textOf(value);
	if (text === undefined) return breaks(`must be a text, but is ${show(value)}`);

	const length = resource === 'carousel' ? [...text].length : 0;
	return length <= CAROUSEL_CAPTION
		? takes(text)
		: breaks(`holds up to ${CAROUSEL_CAPTION} characters in a carousel, but has ${length}`);
};

/**
 * `brandedContent`: TikTok's own rule is that a paid partnership cannot be posted as "only me". What becomes of a draft in
 * the inbox is not documented, so that is left to the API.
 */
export const brandedContent: Rule = (value, beside) => {
	const ruling = toggle(value, beside);
	const { privacyLevel, 'additionalFields.postMode': postMode } = beside.fields;
	const seenByNobody = privacyLevel === 'SELF_ONLY' && postMode !== 'inbox';
	return ruling.value === true && seenByNobody
		? breaks(
				'cannot be posted directly as Only Me, which TikTok does not take; choose another Privacy Level, or turn Branded Content off',
			)
		: ruling;
};

/** `source`: n8n shows the fields of both sources where an expression chooses, so that it cannot be one. */
export const source: Rule = (_value, { context }) => {
	const { source: chosen } = context.getNode().parameters;
	return chosen === 'mediaId' || chosen === 'binary'
		? takes(chosen)
		: breaks(`must be chosen in the node, Media ID or Binary File, but is ${show(chosen)}`);
};

/** `limit` of a list that can be had as a whole; where it is, n8n may show a limit that does not count. */
export const limit: Rule = (value, beside) => {
	if (beside.fields.returnAll === true) return takes(undefined);
	const most = beside.resource === 'media' ? 100 : undefined;
	return whole('a whole number', 1, most)(value, beside);
};
