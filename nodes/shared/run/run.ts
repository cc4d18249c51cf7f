import { NodeConnectionTypes, type IDataObject, type IExecuteSingleFunctions } from 'n8n-workflow';

import { steadyNow } from './clock';
import { deskOf, type Desk } from './desk';
import type { Party } from './gate';
import { Limiter } from './limiter';
import { Round, runsByItself } from './round';
import type { Submission } from './submission';

/** Of a batch of any length only so many files are open at once to look at their first bytes. */
const FILES_AT_ONCE = 10;

/**
 * One run of the node with all its tries: "Retry On Fail" runs a whole node again, and what was accepted
 * in an earlier try must not be posted a second time.
 */
export class Run {
	/** What became of the posts, by item index. */
	readonly submissions = new Map<number, Submission>();

	/** What went up, or is on its way, by file: a later try, or another item with the same file, uses it as it is. */
	readonly uploads = new Map<string, Promise<IDataObject>>();

	/** Looks at files; a store that answers none of them holds up this run only. */
	readonly fileLooks = new Limiter(FILES_AT_ONCE);

	private readonly underWay = new Map<number, Promise<unknown>>();

	private round?: Round;

	private desk?: Promise<Desk>;

	/** What the run needs to know of its credential; read once. */
	async deskFor(context: IExecuteSingleFunctions): Promise<Desk> {
		return await (this.desk ??= deskOf(context));
	}

	/** The try that an item belongs to. Items come in order, so one that comes again starts a new try. */
	roundOf(item: number, context: IExecuteSingleFunctions): Round {
		if (!this.round?.expects(item))
			this.round = new Round(context, () => this.submissions.size > 0);
		return this.round;
	}

	/** The try that is going on. It takes turns with other runs. */
	get currentTry(): Party {
		return this.round ?? { startedAt: steadyNow(), gaveUp: {} };
	}

	/**
	 * Runs a task of an item, or joins the one that an earlier try has still under way.
	 *
	 * @param item index of the input item
	 */
	async once<T>(item: number, task: () => Promise<T>): Promise<T> {
		const earlier = this.underWay.get(item) as Promise<T> | undefined;
		if (earlier) return await earlier;

		const current = task().finally(() => this.underWay.delete(item));
		this.underWay.set(item, current);
		return await current;
	}
}

/**
 * What is one and the same object in all tries of one run, and another one in another run. All calls from within an agent's
 * run share the execute data of the agent; there it is the arguments of the call.
 */
function keyOf(context: IExecuteSingleFunctions): object {
	return runsByItself(context)
		? context.getExecuteData()
		: context.getInputData(0, NodeConnectionTypes.AiTool).json;
}

const runs = new WeakMap<object, Run>();

/** The run that a hook belongs to; what is remembered of it goes away with it. */
export function runOf(context: IExecuteSingleFunctions): Run {
	const key = keyOf(context);
	const run = runs.get(key) ?? new Run();
	runs.set(key, run);
	return run;
}
