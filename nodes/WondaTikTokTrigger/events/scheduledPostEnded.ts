import type { IDataObject } from 'n8n-workflow';

import { Failure } from '../../shared/failures/failure';
import { askForWholeList } from '../../shared/operations/ask';
import { jobIn } from '../../shared/operations/job';
import { shortHash } from '../../shared/run/shortHash';
import { allChosen } from '../chosen';
import { outcomes } from '../fields';
import { rememberedWith } from '../identity';
import { inTurn, REQUEST_MS, type Poll, type Tidings, type TriggerEvent } from '../turn';
import { lookAt, lookAtAll, type Look } from './looks';
import * as scheduled from './scheduledPosts';
import type { Known, Post } from './scheduledPosts';

const HOUR_MS = 60 * 60 * 1000;

/** A job that the service no longer knows (404) is looked at for so long after it was last seen: it may come back. */
const UNKNOWN_MS = 24 * HOUR_MS;

/** A post that never ends is looked at for so long after it left the list: as long as a post can be scheduled ahead, and a day. */
const ENDLESS_MS = 30 * 24 * HOUR_MS;

/** So many posts that were told are remembered: one may come back into the list. */
const MOST_TOLD = 2000;

const keyOf = (id: string) => shortHash([id]);

async function listedNow(poll: Poll): Promise<Post[]> {
	const question = { path: '/publish/scheduled', timeout: REQUEST_MS };
	const { list } = await inTurn(poll, async () => await askForWholeList(question, poll));
	return scheduled.postsIn(list);
}

/** The posts of a list by whether they are still to come. A list may hold some that have ended: that is not documented. */
function sorted(listed: Post[]): { toCome: Post[]; over: Post[] } {
	const isOver = ({ entry }: Post) => scheduled.isFinal(entry?.status);
	return { toCome: listed.filter((post) => !isOver(post)), over: listed.filter(isOver) };
}

/** The posts that have left the list and whose end was not told, in the order in which they are looked at. */
function leftOf(listed: Post[], known: Known): Post[] {
	const { toCome, over } = sorted(listed);
	const ids = new Set(toCome.map(({ id }) => id));
	const watched = new Map(known.posts.map((post) => [post.id, post]));
	const left = known.posts.filter(({ id }) => !ids.has(id));
	const appeared = over.filter(({ id }) => !watched.has(id) && !known.ended.includes(keyOf(id)));
	return [...left, ...appeared];
}

/** The first memory: posts that have ended before are not told of. */
function begin(listed: Post[]): Tidings {
	const { toCome, over } = sorted(listed);
	const ended = over.map(({ id }) => keyOf(id));
	return { known: scheduled.kept({ posts: toCome, ended }), found: [] };
}

const itemOf = ({ id, entry }: Post, job: IDataObject): IDataObject => ({
	...jobIn(job, { outputJobId: id }),
	scheduledPost: entry ?? { outputJobId: id },
});

/** Whether a post that has left the list is given up. */
function isGivenUp({ leftAt = 0, seenAt = leftAt }: Post, look: Look | undefined, now: number) {
	const isUnknown = look?.fault?.facts.httpStatus === 404;
	return (isUnknown && now - seenAt > UNKNOWN_MS) || now - leftAt > ENDLESS_MS;
}

/** Why a look failed. The key is of no use to any; what else one job is refused for may pass, and hurts no other. */
function troubleIn(looks: Map<string, Look>): Failure | undefined {
	const faults = [...looks].flatMap(([id, { fault }]) => {
		if (!fault || fault.facts.httpStatus === 404) return [];
		return fault
			.with({}, fault.facts.httpStatus === 401 ? 'refused' : 'broken')
			.advising(`Job ID: ${id}`);
	});
	return faults.find(({ kind }) => kind === 'refused') ?? faults[0];
}

function tell(listed: Post[], looks: Map<string, Look>, known: Known, poll: Poll): Tidings {
	const { context, desk } = poll;
	const wanted = allChosen(context, outcomes);
	const now = Date.now();
	const found: IDataObject[] = [];
	const told: string[] = [];
	const notLookedAt: Post[] = [];
	const notEnded: Post[] = [];

	for (const post of leftOf(listed, known)) {
		const look = looks.get(post.id);
		const left = { ...post, leftAt: post.leftAt ?? now, ...(look?.job && { seenAt: now }) };
		if (look?.job && scheduled.isFinal(look.job.status)) {
			told.push(keyOf(post.id));
			if (wanted.includes(look.job.status)) found.push(itemOf(post, look.job));
		} else if (isGivenUp(left, look, now)) {
			context.logger.warn(
				desk.quote(`What became of the scheduled post ${post.id} cannot be seen`),
			);
		} else {
			(look ? notEnded : notLookedAt).push(left);
		}
	}

	const ended = new Set(known.ended);
	const shownAgain = listed.map(({ id }) => keyOf(id)).filter((key) => ended.has(key));
	const toCome = sorted(listed).toCome.filter(({ id }) => !ended.has(keyOf(id)));
	return {
		known: scheduled.kept({
			// Those whose turn has not come are the first at the next poll.
			posts: [...notLookedAt, ...notEnded, ...toCome],
			ended: rememberedWith(known.ended, [...shownAgain, ...told], MOST_TOLD),
		}),
		found,
		trouble: troubleIn(looks),
	};
}

/**
 * Scheduled posts that have ended: those that have left the scheduled list are looked at until their job has. A poll is one
 * request, and one look at each post that has left.
 */
export const scheduledPostEnded: TriggerEvent = {
	// Which outcomes are told is no part of it: posts that have left the list stay known when the choice changes.
	scope(context) {
		allChosen(context, outcomes);
		return [];
	},

	async look(poll, remembered) {
		const listed = await listedNow(poll);
		const left = remembered ? leftOf(listed, scheduled.read(remembered)) : [];
		const looks = await lookAtAll(left, poll);
		return (known) => (known ? tell(listed, looks, scheduled.read(known), poll) : begin(listed));
	},

	/** No list has the posts that ended, so the example is one that is still to come. */
	async example(poll) {
		const [post] = await listedNow(poll);
		if (post) return itemOf(post, await lookAt(post, poll));
		throw new Failure('invalid', {
			message: 'No scheduled post could be found',
			description:
				'The example is a post that is still scheduled, since no list has those that ended: schedule one, then fetch again.',
		});
	},
};
