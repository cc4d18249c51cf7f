import {
	NodeConnectionTypes,
	type IBinaryData,
	type IDataObject,
	type IExecuteSingleFunctions,
} from 'n8n-workflow';

import { Semaphore } from '../api/semaphore';
import { Attempt } from './attempt';
import { isRunByEngine } from './items';
import type { Submission } from './submission';

/** Two posts of the same are one by mistake if they are less than this apart: `$now` differs from item to item. */
const SAME_POST_MS = 60 * 60 * 1000;

/** Downloads of an execution that are under way at once: as many as uploads. */
const MAX_DOWNLOADS = 5;

/** Does some work, unless it is done or under way already. What failed may be done again. */
export async function once<T>(
	known: Map<string, Promise<T>>,
	key: string,
	work: () => Promise<T>,
): Promise<T> {
	const current =
		known.get(key) ??
		work().catch((error: unknown) => {
			known.delete(key);
			throw error;
		});
	known.set(key, current);
	return await current;
}

/**
 * What is known of one execution of the node across its tries: Retry On Fail runs a whole node again, and what was accepted in
 * an earlier try must not be posted a second time.
 */
export class ExecutionState {
	/** What became of the posts, by item index. */
	readonly submissions = new Map<number, Submission>();

	/** The answers to uploads that are done or under way, by file: a later try, or another item, uses them. */
	readonly uploads = new Map<string, Promise<IDataObject>>();

	/** What was, or is being, downloaded into n8n's store, by address. */
	readonly downloads = new Map<string, Promise<IBinaryData>>();

	/** Limits how many downloads are under way at once. */
	readonly downloading = new Semaphore(MAX_DOWNLOADS);

	/** The items by what they would post, and when, in any try. */
	private readonly itemsByPost = new Map<string, Array<{ item: number; at: number }>>();

	private readonly underWay = new Map<number, Promise<unknown>>();

	private attempt?: Attempt;

	/** The try that an item belongs to. An item that comes again begins another one. */
	attemptFor(item: number, context: IExecuteSingleFunctions): Attempt {
		if (this.attempt?.take(item)) return this.attempt;
		this.attempt = new Attempt(context, this.submissions);
		this.attempt.take(item);
		return this.attempt;
	}

	/**
	 * Notes what an item would post.
	 *
	 * @param post identifies the post: who posts what, and how
	 * @param at when it is due, in milliseconds since the epoch; the same for all that are posted at once
	 * @returns another item that would create the same post, at the same time or within the hour
	 */
	findDuplicate(item: number, post: string, at: number): number | undefined {
		const others = this.itemsByPost.get(post)?.filter((other) => other.item !== item) ?? [];
		const same = others.find((other) => Math.abs(other.at - at) < SAME_POST_MS);
		if (!same) this.itemsByPost.set(post, [...others, { item, at }]);
		return same?.item;
	}

	/** Runs the task of an item, or joins the one that an earlier try still has under way. */
	async runOnce<T>(item: number, task: () => Promise<T>): Promise<T> {
		const earlier = this.underWay.get(item) as Promise<T> | undefined;
		if (earlier) return await earlier;

		const current = task().finally(() => this.underWay.delete(item));
		this.underWay.set(item, current);
		return await current;
	}
}

/**
 * An object that is the same in all tries of one execution, and another one in the next execution. All tool calls of an agent
 * share its execute data; there it is the arguments of the call.
 */
const keyOf = (context: IExecuteSingleFunctions): object =>
	isRunByEngine(context)
		? context.getExecuteData()
		: context.getInputData(0, NodeConnectionTypes.AiTool).json;

const states = new WeakMap<object, ExecutionState>();

/** The state of the execution that a hook belongs to; it goes away with it. */
export function executionStateFor(context: IExecuteSingleFunctions): ExecutionState {
	const key = keyOf(context);
	const state = states.get(key) ?? new ExecutionState();
	states.set(key, state);
	return state;
}
