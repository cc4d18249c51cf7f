import { NodeConnectionTypes, type IDataObject, type IExecuteSingleFunctions } from 'n8n-workflow';

import { stopped, type Failure } from '../failures/failure';
import { Limiter } from './limiter';
import { Pace } from './pace';
import { Round, runsByItself } from './round';

/** At most this many requests of one node run are under way at once. */
const REQUESTS_AT_ONCE = 10;

/** How an error of a run tells what became of the other posts, in this order. */
const ENDINGS = {
	accepted: 'Accepted in this run, do not post again',
	withoutPost: 'Ended without a post in this run',
	unknown: 'The posts of these items may be live or not, look before you post them again',
};

/** What became of an item's post in this run. */
export type Submission =
	/** Accepted: the job as it was last seen. */
	| { job: IDataObject }
	/** Sent, but without an answer that tells: why it must not be sent again. */
	| { unknown: Failure };

/**
 * One run of the node with all its tries: "Retry On Fail" runs a whole node again, and what was accepted
 * in an earlier try must not be posted a second time.
 */
export class Run {
	/** What became of the posts, by item index. */
	readonly submissions = new Map<number, Submission>();

	/** What went up, or is on its way, by file: a later try, or another item with the same file, uses it as it is. */
	readonly uploads = new Map<string, Promise<IDataObject>>();

	/** Of a batch of any length only so many files are open at once to look at their first bytes. */
	readonly looks = new Limiter(10);

	private readonly limiter = new Limiter(REQUESTS_AT_ONCE);

	private readonly pace = new Pace(REQUESTS_AT_ONCE);

	private readonly underWay = new Map<number, Promise<unknown>>();

	private round?: Round;

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

	/** The try that an item belongs to. Items come in order, so one that comes again starts a new try. */
	roundOf(item: number, context: IExecuteSingleFunctions): Round {
		if (!this.round?.expects(item)) this.round = new Round(context);
		return this.round;
	}

	/**
	 * What became of the posts of this run.
	 *
	 * @param except index of an item to leave out
	 * @returns a line for each kind of ending that there is
	 */
	report(except: number): string[] {
		const told = new Map<string, string[]>(Object.values(ENDINGS).map((words) => [words, []]));
		for (const [item, known] of [...this.submissions].sort(([a], [b]) => a - b)) {
			if (item === except) continue;
			if ('unknown' in known) told.get(ENDINGS.unknown)?.push(String(item));
			else {
				const words = leftNoPost(known.job) ? ENDINGS.withoutPost : ENDINGS.accepted;
				told.get(words)?.push(`item ${item}: ${describeJob(known.job)}`);
			}
		}
		return [...told].flatMap(([words, items]) =>
			items.length > 0 ? `• ${words}: ${items.join(', ')}` : [],
		);
	}

	/**
	 * Runs a task in one of the run's places for requests, and never after the execution was stopped.
	 *
	 * @param task sends a request, each time anew
	 * @param patient whether to keep the pace that the service takes requests at, and to come back when it asks for that
	 * @throws Failure of kind `stopped`, and what the task throws
	 */
	async inPlace<T>(
		task: () => Promise<T>,
		{ signal, patient }: { signal?: AbortSignal; patient: boolean },
	): Promise<T> {
		const inPlace = async () =>
			await this.limiter.run(async () => {
				if (signal?.aborted) throw stopped();
				return await task();
			});
		return patient ? await this.pace.keep(inPlace, signal) : await inPlace();
	}
}

/** A job that ended like this left no post. */
const WITHOUT_POST = new Set(['failed', 'canceled']);

/** Whether a job has ended without a post, so that it does no harm to post again. */
export const leftNoPost = ({ status }: IDataObject) => WITHOUT_POST.has(String(status));

/** A job as logs and error messages name it. */
export function describeJob({ outputJobId, publishId, status }: IDataObject): string {
	return outputJobId === undefined
		? `publish ID ${String(publishId)}`
		: `job ${String(outputJobId)} (${String(status)})`;
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
