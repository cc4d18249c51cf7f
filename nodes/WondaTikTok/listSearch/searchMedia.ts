import type { IDataObject } from 'n8n-workflow';

import type { ApiRequest } from '../../shared/api/request';
import { MAX_LISTED } from '../../shared/api/mediaLibrary';
import { isId } from '../../shared/validation/values';
import { durationOf, endOf, fileNameIn, SHORT, sizeOf } from './labels';
import { listSearch, type LabelContext } from './listSearch';

/** What a record of the library says of its file. */
function label(media: IDataObject, { sanitize }: LabelContext): string[] {
	const { mediaId, url, mimeType, durationMs, width, height } = media;
	const fileName = fileNameIn(url, sanitize);
	const isOwnName = fileName !== '' && fileName !== mediaId;
	return [
		isOwnName ? fileName : sanitize(mimeType, SHORT),
		durationOf(durationMs),
		sizeOf(width, height),
		endOf(mediaId),
	];
}

const library = (filters: IDataObject): ApiRequest => ({
	kind: 'read',
	path: '/media',
	qs: { ...filters, limit: MAX_LISTED },
});

/** Files of the media library, of any kind, in the API's order. */
export const searchMedia = listSearch({ request: library({}), id: 'mediaId', isId, label });

/** Videos of the media library, in the API's order. */
export const searchVideos = listSearch({
	request: library({ kind: 'video' }),
	id: 'mediaId',
	isId,
	label,
});
