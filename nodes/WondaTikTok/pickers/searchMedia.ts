import type { IDataObject } from 'n8n-workflow';

import { isId } from '../../shared/rules/values';
import { searching, type Telling } from './picker';
import { endOf, fileNameIn, secondsOf, SHORT, sizeOf, timeIn } from './words';

/** The most that the API shows ("Media library"). */
const limit = 100;

/** What a record of the library says of its file. A time of its making is not documented. */
function words(media: IDataObject, { quote, zone }: Telling): string[] {
	const { mediaId, url, mimeType, durationMs, width, height, createdAt } = media;
	const fileName = fileNameIn(url, quote);
	const isOwnName = fileName !== '' && fileName !== mediaId;
	return [
		isOwnName ? fileName : quote(mimeType, SHORT),
		secondsOf(durationMs),
		sizeOf(width, height),
		timeIn(zone, createdAt),
		endOf(mediaId),
	];
}

const library = { path: '/media', id: 'mediaId', isId, words };

/** Files of the media library, of any kind, as many as the API shows and in its order. */
export const searchMedia = searching({ ...library, qs: { limit } });

/** Videos of the media library, as many as the API shows and in its order. */
export const searchVideos = searching({ ...library, qs: { kind: 'video', limit } });
