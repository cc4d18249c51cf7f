import { NodeConnectionTypes, type IDataObject, type IExecuteSingleFunctions } from 'n8n-workflow';

import { Attempt } from './attempt';
import { isRunByEngine } from './items';
import type { Submission } from './submission';

/**
 * What is known of one execution of the node across its tries: Retry On Fail runs a whole node again, and what was accepted in
 * an earlier try must not be posted a second time.
 */
export class ExecutionState {
	/** What became of the posts, by item index. */
	readonly submissions = new Map<number, Submission>();

	/** The answers to uploads that are done or under way, by file: a later try, or another item, uses them. */
	readonly uploads = new Map<string, Promise<IDataObject>>();

	/** The items by what they would post, in any try. */
	private readonly itemsByPost = new Map<string, number>();

	private readonly underWay = new Map<number, Promise<unknown>>();

	private attempt?: Attempt;

	/** The try that an item belongs to. An item that comes again begins another one. */
	attemptFor(item: number, context: IExecuteSingleFunctions): Attempt {
		if (this.attempt?.take(item)) return this.attempt;
		this.attempt = new Attempt(context, () => this.submissions.size > 0);
		this.attempt.take(item);
		return this.attempt;
	}

	/**
	 * Notes what an item would post.
	 *
	 * @param post identifies the post: who posts what, and how
	 * @returns another item that would make the same post
	 */
	findDuplicate(item: number, post: string): number | undefined {
		const other = this.itemsByPost.get(post) ?? item;
		this.itemsByPost.set(post, other);
		return other === item ? undefined : other;
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
