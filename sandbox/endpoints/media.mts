import { ApiError } from '../errors.mts';
import { kindOf, showMedia } from '../media.mts';
import type { Endpoint } from './call.mts';

/** `GET /media`: filtered by kind and source, newest first, at most `limit`. */
export const listMedia: Endpoint = ({ world, query }) => {
	const { kind, source, limit } = query;
	const media = [...world.media.values()]
		.filter((one) => kind === undefined || kindOf(one) === kind)
		.filter((one) => source === undefined || one.source === source)
		.reverse()
		.slice(0, Number(limit))
		.map(showMedia);
	return { status: 200, body: { media } };
};

/** `GET /media/{mediaId}`. */
export const getMedia: Endpoint = ({ world, params }) => {
	const media = world.media.get(params.mediaId ?? '');
	if (!media) throw new ApiError(404, 'not_found', `No media ${params.mediaId}.`);
	return { status: 200, body: showMedia(media) };
};
