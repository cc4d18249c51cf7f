import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { Failure } from '../shared/api/failure';
import { MAX_LISTED, wasUploadedHere } from '../shared/api/mediaLibrary';
import { isText } from '../shared/validation/text';
import { kind, selectedOne, source } from './fields';
import { entriesById, type Poll, type TriggerEvent } from './poll';
import { boundedSeen, dedupKey } from './state';

/** Files that are no longer listed are remembered as well: they may come back. */
const MAX_REMEMBERED = 10_000;

const MORE_THAN_LISTED = `All of the ${MAX_LISTED} files that Wonda listed are new. If there were more, the rest were missed: poll more often.`;

const NONE_KNOWN = `None of the files that Wonda listed is known, so new ones cannot be distinguished from older ones that moved up after a deletion: none started the workflow. If ${MAX_LISTED} files arrived at once, poll more often.`;

type Remembered = {
	/** Keys of the files that were seen, the latest last. */
	seen: string[];
	/** Whether the last list was full, so that there may be older files that were never seen. */
	wasFull: boolean;
};

const filters = (context: IPollFunctions) => ({
	kind: selectedOne(context, kind),
	source: selectedOne(context, source),
});

/** The files of the library that match the filters, by their ID, and whether there may be more ("Media library"). */
async function listMedia(
	poll: Poll,
): Promise<{ media: Map<string, IDataObject>; isFull: boolean }> {
	const chosen = Object.entries(filters(poll.context)).filter(([, value]) => value !== 'any');
	const qs = { ...Object.fromEntries(chosen), limit: MAX_LISTED };
	const list = await poll.list({ kind: 'read', path: '/media', qs }, MAX_LISTED);
	return { media: entriesById(list, 'mediaId', isText), isFull: list.length >= MAX_LISTED };
}

/**
 * The IDs that are new. If the last list was full, files that were deleted let older ones move into the list: those that stand
 * behind all that are known, or all of them if none is known.
 */
function newIds(ids: string[], { seen, wasFull }: Remembered, poll: Poll): string[] {
	const known = new Set(seen);
	const isKnown = ids.map((id) => known.has(dedupKey(id)));
	const lastKnown = isKnown.lastIndexOf(true);
	if (wasFull && lastKnown < 0) poll.warn(NONE_KNOWN);
	const end = wasFull ? lastKnown : ids.length;
	const fresh = ids.filter((_id, place) => !isKnown[place] && place < end);
	if (fresh.length >= MAX_LISTED) poll.warn(MORE_THAN_LISTED);
	return fresh;
}

/** Files that were not in the library before. A poll is one request. */
export const newMedia: TriggerEvent = {
	filters: (context) => Object.values(filters(context)),

	async check(poll, state) {
		const { media, isFull } = await listMedia(poll);
		const before = state.load<Remembered>();
		if (before && media.size === 0) return { items: [] };

		const ids = [...media.keys()];
		const fresh = before ? newIds(ids, before, poll) : [];
		state.save({
			seen: boundedSeen(before?.seen ?? [], ids.map(dedupKey), MAX_REMEMBERED),
			wasFull: isFull,
		});
		const items = fresh.filter((id) => !wasUploadedHere(id)).map((id) => media.get(id) ?? {});
		return { items };
	},

	async example(poll) {
		const { media } = await listMedia(poll);
		const [first] = media.values();
		if (first) return first;
		throw new Failure('invalid', {
			message: 'No media with the current filter could be found',
			description: 'Add a file to your Wonda media library, or choose another Kind or Source.',
		});
	},
};
