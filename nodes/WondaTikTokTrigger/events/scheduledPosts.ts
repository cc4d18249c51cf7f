import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../shared/operations/listIn';
import { isId } from '../../shared/rules/values';
import { valuesOf } from '../chosen';
import { outcomes } from '../fields';

/** A longer ID is none of the service's. */
const LONGEST_ID = 100;

/** So many scheduled posts are watched, the soonest first. */
const MOST_WATCHED = 2000;

/** So many characters of entries are remembered, and no longer entry than this; of other posts only the ID. */
const MOST_TEXT = 200_000;
const LONGEST_ENTRY = 5000;

/** A scheduled post that is watched. Times are in milliseconds since the epoch. */
export interface Post {
	/** Its outputJobId. */
	id: string;
	/** Its entry in the scheduled list as last seen, whatever it holds. */
	entry?: IDataObject;
	/** Since when it is no longer in the list; undefined while it is. */
	leftAt?: number;
	/** When the service last told of it after that. */
	seenAt?: number;
}

/** What is remembered of scheduled posts. */
export interface Known {
	/** In the order in which they are looked at when they have left the list. */
	posts: Post[];
	/** Keys of the posts that have ended. */
	ended: string[];
}

const FINAL = new Set(valuesOf(outcomes));

/** Whether a status is the end of a job (adjacent endpoints, Jobs). */
export const isFinal = (status: unknown): status is string => FINAL.has(status);

const isWatchable = (id: unknown): id is string => isId(id) && id.length <= LONGEST_ID;

/** The posts in a list whose jobs can be looked up; what else the list holds cannot be told of. */
export function postsIn(list: unknown[]): Post[] {
	const posts = new Map<string, Post>();
	for (const entry of list.filter(isObject)) {
		const { outputJobId: id } = entry;
		if (isWatchable(id) && !posts.has(id)) posts.set(id, { id, entry });
	}
	return [...posts.values()];
}

const momentIn = (value: unknown) => (typeof value === 'number' ? value : undefined);

function postIn(saved: unknown): Post | undefined {
	if (!isObject(saved) || !isWatchable(saved.id)) return undefined;
	const { id, entry, leftAt, seenAt } = saved;
	return {
		id,
		...(isObject(entry) && { entry }),
		leftAt: momentIn(leftAt),
		seenAt: momentIn(seenAt),
	};
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** What was kept, as n8n gives it back. */
export const read = ({ posts, ended }: IDataObject): Known => ({
	posts: listOf(posts)
		.map(postIn)
		.filter((post) => post !== undefined),
	ended: listOf(ended).filter((key) => typeof key === 'string'),
});

/** The length of an entry as text; what is none, and what no JSON can hold, is endless. */
function lengthOf(entry: IDataObject | undefined): number {
	try {
		return JSON.stringify(entry).length;
	} catch {
		return Infinity;
	}
}

/** The posts, no more, and of no more text, than there is room for. */
function bounded(posts: Post[]): Post[] {
	let room = MOST_TEXT;
	return posts.slice(0, MOST_WATCHED).map(({ entry, ...post }) => {
		const length = lengthOf(entry);
		if (length > Math.min(room, LONGEST_ENTRY)) return post;
		room -= length;
		return { ...post, entry };
	});
}

/** What is known as n8n keeps it. */
export const kept = ({ posts, ended }: Known): IDataObject => ({
	posts: bounded(posts).map((post) => ({ ...post })),
	ended,
});
