import type { IDataObject } from 'n8n-workflow';

import { outcomes, valuesOf } from './fields';
import { dedupKey } from './state';

/** So many posts are watched, the soonest first, and so many characters of their entries remembered. */
export const MAX_WATCHED = 2000;
const MAX_TEXT = 200_000;

/** A post that has ended may stay in the list, or come back into it. */
export const MAX_ENDED = 2 * MAX_WATCHED;

/** A scheduled post that is watched. Times are in milliseconds since the epoch. */
export type Post = {
	id: string;
	/** Its entry in the scheduled list as last seen. */
	entry?: IDataObject;
	/** When it was first missing from the list; undefined while it is listed. */
	leftAt?: number;
	/** When its job was last seen after that. */
	seenAt?: number;
};

export type Remembered = {
	/** In the order in which they are polled once they have left the list. */
	posts: Post[];
	/** Keys of the posts that have ended, the latest last. */
	ended: string[];
};

/** By outputJobId. */
export type Listed = Map<string, IDataObject>;

const TERMINAL = new Set(valuesOf(outcomes));

/** Whether a job has ended, by the status of its entry or of the job itself ("Jobs"). */
export const isTerminal = ({ status }: IDataObject) => TERMINAL.has(status);

/** The posts whose end is still to be seen, those that have left the list first. */
export function watchedPosts(listed: Listed, { posts, ended }: Remembered): Post[] {
	const known = new Set(ended);
	const isOpen = ([id]: [string, IDataObject]) => !known.has(dedupKey(id));
	return [
		...posts.filter(({ id }) => !listed.has(id)),
		...[...listed].filter(isOpen).map(([id, entry]) => ({ id, entry })),
	];
}

/** Whether a post waits for its time. It is not documented that the list holds no post that has ended. */
export function isUpcoming({ id }: Post, listed: Listed): boolean {
	const entry = listed.get(id);
	return entry !== undefined && !isTerminal(entry);
}

/** The posts, as many and with as many of their entries as are remembered. */
export function boundedPosts(posts: Post[]): Post[] {
	let room = MAX_TEXT;
	return posts.slice(0, MAX_WATCHED).map(({ entry, ...post }) => {
		const length = JSON.stringify(entry ?? {}).length;
		if (length > room) return post;
		room -= length;
		return { ...post, entry };
	});
}
