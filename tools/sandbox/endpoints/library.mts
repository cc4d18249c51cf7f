import { ApiError } from '../errors.mts';
import { kindOf, type Media, showMedia } from '../media.mts';
import type { SandboxSettings } from '../settings.mts';
import type { World } from '../world.mts';
import type { Endpoint } from './endpoint.mts';

/** `GET /tiktok/accounts`. */
export const listAccounts: Endpoint = ({ world }) => ({
	status: 200,
	body: { accounts: [...world.accounts.values()] },
});

type Entry = Record<string, unknown>;

/** `GET /media`: filtered by kind and source, at most `limit`, in the order and the shape that the settings say. */
export const listMedia: Endpoint = ({ world, query }) => {
	const { kind, source, limit } = query;
	const { mediaListShape, mediaWithoutId } = world.settings;
	const wanted = [...world.media.values()]
		.filter((one) => kind === undefined || kindOf(one) === kind)
		.filter((one) => source === undefined || one.source === source);
	const entries = mixIn(inOrder(world, wanted).map(showMedia), mediaWithoutId);
	return { status: 200, body: SHAPES[mediaListShape](entries.slice(0, Number(limit))) };
};

function inOrder({ settings, chance }: World, media: Media[]): Media[] {
	if (settings.mediaOrder === 'shuffled') return chance.shuffle(media, settings.seed);
	// Of two with the same time the one that was added first counts as older.
	const oldestFirst = media.sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt));
	return settings.mediaOrder === 'oldest' ? oldestFirst : oldestFirst.reverse();
}

/** The entries with `count` among them that have no ID, at every other place from the first on. */
function mixIn(entries: Entry[], count: number): Entry[] {
	const mixed = [...entries];
	for (let number = 1; number <= count; number += 1) {
		mixed.splice(2 * (number - 1), 0, {
			url: `https://gcs.media.example.com/without-an-id-${number}.mp4`,
			mimeType: 'video/mp4',
			createdAt: '2026-01-01T00:00:00.000Z',
		});
	}
	return mixed;
}

const SHAPES: Record<SandboxSettings['mediaListShape'], (entries: Entry[]) => unknown> = {
	object: (media) => ({ media }),
	array: (media) => media,
	nested: (items) => ({ data: { items } }),
};

/** `GET /media/{mediaId}`. */
export const getMedia: Endpoint = ({ world, params }) => {
	const media = world.media.get(params.mediaId ?? '');
	if (!media) throw new ApiError(404, 'not_found', `No media ${params.mediaId}.`);
	return { status: 200, body: showMedia(media) };
};
