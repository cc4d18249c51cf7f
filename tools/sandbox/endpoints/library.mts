import { ApiError } from '../errors.mts';
import { kindOf, type Media, showMedia } from '../media.mts';
import type { World } from '../world.mts';
import type { Endpoint } from './endpoint.mts';

/** `GET /tiktok/accounts`. */
export const listAccounts: Endpoint = ({ world }) => ({
	status: 200,
	body: { accounts: [...world.accounts.values()] },
});

/** `GET /media`: filtered by kind and source, at most `limit` entries, in the order and shape of the settings. */
export const listMedia: Endpoint = ({ world, query }) => {
	const { kind, source, limit } = query;
	const wanted = world.media
		.filter((one) => kind === undefined || kindOf(one) === kind)
		.filter((one) => source === undefined || one.source === source);
	const entries = inOrder(world, wanted).slice(0, Number(limit)).map(showMedia);
	const isBare = world.settings.mediaListShape === 'array';
	return { status: 200, body: isBare ? entries : { media: entries } };
};

function inOrder({ settings, chance }: World, media: Media[]): Media[] {
	if (settings.mediaOrder === 'shuffled') return chance.shuffle(media, settings.seed);
	// The sort is stable: of two with the same time, the one added first counts as older.
	const oldestFirst = media.sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt));
	return settings.mediaOrder === 'oldest' ? oldestFirst : oldestFirst.reverse();
}

/** `GET /media/{mediaId}`. */
export const getMedia: Endpoint = ({ world, params }) => {
	const media = world.library.get(params.mediaId ?? '');
	if (!media) throw new ApiError(404, 'not_found', `No media ${params.mediaId}.`);
	return { status: 200, body: showMedia(media) };
};
