import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { Failure } from '../../shared/failures/failure';
import { askForWholeList, type WholeList } from '../../shared/operations/ask';
import { jsonOf } from '../../shared/operations/listIn';
import { chosen } from '../chosen';
import { kind, source } from '../fields';
import { keyOf, rememberedWith } from '../identity';
import { inTurn, REQUEST_MS, type Poll, type Tidings, type TriggerEvent } from '../turn';
import { wasMadeBefore } from './madeBefore';

/** The most that the API shows ("Media library"); there is no second page. */
const MOST_SHOWN = 100;

/** So many media are remembered, also those that are no longer shown: they may come back. */
const MOST_REMEMBERED = 10_000;

const MORE_THAN_SHOWN = `All of the ${MOST_SHOWN} media that the API shows are new. Where more came since the last poll, the rest cannot be seen: poll more often.`;

const OTHER_LIBRARY =
	'The API key is another one, and so seems the library: most of its media were not there before. New media are told from now on.';

/** What is remembered of the library. */
interface Known {
	/** Of the base URL and key with which it was seen last. */
	account: IDataObject[string];
	/** Keys of the media that were there or were told. */
	media: string[];
	/** Whether there may be others that were there before, and that the API has not shown. */
	hasMore: boolean;
	/** When the watch began, by the clock of the service, in milliseconds since the epoch. */
	since: number;
	/** When the library was seen last, likewise. */
	seenAt: number;
}

/** What n8n has kept of it; undefined where that is no memory of a library. `now` is in milliseconds since the epoch. */
function read(
	{ account, media, hasMore, since, seenAt }: IDataObject,
	now: number,
): Known | undefined {
	if (!Array.isArray(media)) return undefined;
	return {
		account,
		media: media.filter((key) => typeof key === 'string'),
		hasMore: hasMore === true,
		// One that lies ahead was read from a clock that was set back since: all would seem older until it comes.
		since: typeof since === 'number' ? Math.min(since, now) : now,
		seenAt: typeof seenAt === 'number' ? seenAt : now,
	};
}

const filtersOf = (context: IPollFunctions) => ({
	kind: chosen(context, kind),
	source: chosen(context, source),
});

async function listOf(poll: Poll, limit: number): Promise<WholeList> {
	const filters = Object.entries(filtersOf(poll.context)).filter(([, value]) => value !== 'any');
	const qs = { ...Object.fromEntries(filters), limit };
	return await inTurn(
		poll,
		async () => await askForWholeList({ path: '/media', qs, timeout: REQUEST_MS }, poll),
	);
}

/** An entry of the list, with what it is remembered by. */
interface Keyed {
	key: string;
	entry: unknown;
}

/** A list as a poll has seen it. */
interface Seen {
	list: Keyed[];
	/** When the service answered, in milliseconds since the epoch. */
	answeredAt: number;
}

const keyed = (list: unknown[]): Keyed[] =>
	list.map((entry) => ({ key: keyOf(entry, 'mediaId'), entry }));

const eachOnce = (list: Keyed[]) => [...new Map(list.map((one) => [one.key, one])).values()];

/**
 * What is new in a list. Where the list did not show all of the library, a medium that was deleted lets an older one come
 * into sight: that one was made before the watch began, or, where its record leaves that open, stands behind all that are known.
 */
function newIn(list: Keyed[], { media, hasMore, since }: Known): Keyed[] {
	const known = new Set(media);
	const isUnknown = ({ key }: Keyed) => !known.has(key);
	if (!hasMore) return list.filter(isUnknown);

	// Past the end where none is known.
	const firstBehind = list.length - [...list].reverse().findIndex(({ key }) => known.has(key));
	const wasThere = ({ entry }: Keyed, place: number) =>
		wasMadeBefore(since, entry) ?? place >= firstBehind;
	return list.filter((one, place) => isUnknown(one) && !wasThere(one, place));
}

/** What was known before of the library that a list is of: the key may be another one, and so may be whose library it is. */
function knownOf(list: Keyed[], before: Known, poll: Poll): Known | undefined {
	if (before.account === poll.desk.account) return before;
	const known = new Set(before.media);
	const familiar = list.filter(({ key }) => known.has(key));
	// What was made since the library was seen last is new in whosever library it is.
	const foreign = list.filter(
		({ key, entry }) => !known.has(key) && wasMadeBefore(before.seenAt, entry) !== false,
	);
	// A few may be in the libraries of two accounts.
	if (eachOnce(familiar).length >= eachOnce(foreign).length) return before;
	poll.context.logger.warn(OTHER_LIBRARY);
	return undefined;
}

function tell(seen: Seen, remembered: IDataObject | undefined, poll: Poll): Tidings {
	const { list, answeredAt } = seen;
	const kept = remembered && read(remembered, answeredAt);
	// An empty list shows neither whose it is nor what there was.
	if (kept && list.length === 0) return { known: { ...kept }, found: [] };

	const before = kept && knownOf(list, kept, poll);
	const fresh = before ? newIn(list, before) : [];
	// With an entry that is there twice there are fewer media, and as many may be out of sight.
	if (fresh.length >= MOST_SHOWN) poll.context.logger.warn(MORE_THAN_SHOWN);
	const keys = list.map(({ key }) => key);
	const known = {
		account: poll.desk.account,
		media: rememberedWith(before?.media ?? [], keys, MOST_REMEMBERED),
		hasMore: list.length >= MOST_SHOWN,
		since: before?.since ?? answeredAt,
		seenAt: answeredAt,
	};
	return { known, found: eachOnce(fresh).map(({ entry }) => jsonOf(entry)) };
}

/** Media that were not in the library before. A poll is one request. */
export const newMedia: TriggerEvent = {
	scope: (context) => Object.values(filtersOf(context)),

	async look(poll) {
		const { list, answeredAt } = await listOf(poll, MOST_SHOWN);
		const seen = { list: keyed(list), answeredAt };
		return (known) => tell(seen, known, poll);
	},

	async example(poll) {
		const { list } = await listOf(poll, 1);
		if (list.length > 0) return jsonOf(list[0]);
		throw new Failure('invalid', {
			message: 'No media with the current filter could be found',
			description: 'Add a file to your Wonda media library, or choose another Kind or Source.',
		});
	},
};
