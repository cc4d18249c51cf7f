import { NodeConnectionTypes, type IDataObject, type IExecuteSingleFunctions } from 'n8n-workflow';

import type { Failure } from './failure';
import { Limiter } from './limiter';
import { pause, stopped } from './pause';
import { isTool, Round } from './round';

/** At most this many requests of one node run are under way at once. */
const REQUESTS_AT_ONCE = 10;

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

	private readonly limiter = new Limiter(REQUESTS_AT_ONCE);

	private readonly underWay = new Map<number, Promise<unknown>>();

	private closedUntil = 0;

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
	 * @returns a line for the accepted ones and one for those whose outcome is not known, where there are any
	 */
	report(except: number): string[] {
		const accepted: string[] = [];
		const unknown: number[] = [];
		for (const [item, known] of [...this.submissions].sort(([a], [b]) => a - b)) {
			if (item === except) continue;
			if ('unknown' in known) unknown.push(item);
			else accepted.push(`item ${item}: ${describeJob(known.job)}`);
		}
		return [
			accepted.length > 0
				? `• Accepted in this run, do not post again: ${accepted.join(', ')}`
				: '',
			unknown.length > 0
				? `• The posts of these items may be live or not, look before you post them again: ${unknown.join(', ')}`
				: '',
		].filter(Boolean);
	}

	/** Keeps new posts of this run back, because the service asked to come back in so many milliseconds. */
	closeFor(ms: number): void {
		this.closedUntil = Math.max(this.closedUntil, Date.now() + ms);
	}

	/**
	 * Runs a task in one of the run's places for requests, and never after the execution was stopped.
	 *
	 * @param patient whether to keep the pause for which the run is closed
	 * @throws Failure of kind `stopped`, and what the task throws
	 */
	async inPlace<T>(
		task: () => Promise<T>,
		{ signal, patient }: { signal?: AbortSignal; patient: boolean },
	): Promise<T> {
		for (;;) {
			while (patient && this.isClosed()) await pause(this.closedUntil - Date.now(), signal);

			const result = await this.limiter.run(async () => {
				if (signal?.aborted) throw stopped();
				// Another request may have learned of a pause while this one waited for its place.
				return patient && this.isClosed() ? undefined : { value: await task() };
			});
			if (result) return result.value;
		}
	}

	private isClosed(): boolean {
		return this.closedUntil > Date.now();
	}
}

/** A job as logs and error messages name it. */
export function describeJob({ outputJobId, publishId, status }: IDataObject): string {
	return outputJobId === undefined
		? `publish ID ${String(publishId)}`
		: `job ${String(outputJobId)} (${String(status)})`;
}

/**
 * What is one and the same object in all tries of one run, and another one in another run. All calls of a tool share the
 * execute data of the agent; there it is the arguments of the call.
 */
function keyOf(context: IExecuteSingleFunctions): object {
	return isTool(context)
		? context.getInputData(0, NodeConnectionTypes.AiTool).json
		: context.getExecuteData();
}

const runs = new WeakMap<object, Run>();

/** The run that a hook belongs to; what is remembered of it goes away with it. */
export function runOf(context: IExecuteSingleFunctions): Run {
	const key = keyOf(context);
	const run = runs.get(key) ?? new Run();
	runs.set(key, run);
	return run;
}
