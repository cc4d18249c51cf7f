import type { IDataObject } from 'n8n-workflow';

import { CAROUSEL_TYPES, MAX_LISTED } from '../../shared/api/mediaLibrary';
import type { ApiRequest } from '../../shared/api/transport';
import { isText } from '../../shared/validation/text';
import { isId } from '../../shared/validation/values';
import { durationOf, endOf, fileNameOf, SHORT } from './labels';
import { listSearch, type LabelContext } from './listSearch';

/** What a record of the library says of its file. */
function label(media: IDataObject, { sanitize }: LabelContext): string[] {
	const { mediaId, url, mimeType, durationMs } = media;
	const fileName = fileNameOf(url, sanitize);
	const isOwnName = fileName !== '' && fileName !== mediaId;
	return [isOwnName ? fileName : sanitize(mimeType, SHORT), durationOf(durationMs), endOf(mediaId)];
}

const library = (filters: IDataObject): ApiRequest => ({
	kind: 'read',
	path: '/media',
	qs: { ...filters, limit: MAX_LISTED },
});

/** Files of the media library, of any kind, in the API's order. */
export const searchMedia = listSearch({ request: library({}), id: 'mediaId', isId, label });

/** Images of the media library, in the API's order; those that a carousel does not take are marked. */
export const searchImages = listSearch({
	request: library({ kind: 'image' }),
	id: 'mediaId',
	isId,
	label(media, context) {
		const isRefused = isText(media.mimeType) && !CAROUSEL_TYPES.includes(media.mimeType);
		return [...label(media, context), isRefused ? 'not JPEG or WebP' : ''];
	},
});

/** Videos of the media library, in the API's order. */
export const searchVideos = listSearch({
	request: library({ kind: 'video' }),
	id: 'mediaId',
	isId,
	label,
});
