import { sleep, type IExecuteSingleFunctions, type NodeApiError } from 'n8n-workflow';

import { Failure } from '../failures/failure';
import { asHtml } from '../failures/nodeError';
import { steadyNow } from './clock';
import type { Lane, Party } from './gate';
import type { Told } from './submission';

/** A message names no more items than these of each ending. */
const NAMED = 50;

interface Batching {
	batching?: { batch?: { batchSize?: number; batchInterval?: number } };
}

/**
 * Whether n8n's engine runs the node by itself. Agents of older kinds call their tools from within their own run, whose data
 * the node sees then; newer ones ask the engine to run them.
 */
export const runsByItself = (context: IExecuteSingleFunctions) =>
	context.getExecuteData().node.name === context.getNode().name;

/** Number of items of this run: what comes in, or one with "Execute Once" and in each call from within an agent's run. */
function countItems(context: IExecuteSingleFunctions): number {
	if (context.getNode().executeOnce || !runsByItself(context)) return 1;
	return context.getExecuteData().data.main?.[0]?.length ?? 1;
}

/** Whether n8n's batching options spread the items over time. */
function isSpread(context: IExecuteSingleFunctions, items: number): boolean {
	const { batching } = context.getNodeParameter('requestOptions', {}) as Batching;
	return (
		(batching?.batch?.batchInterval ?? 0) > 0 &&
		items > Math.max(1, batching?.batch?.batchSize ?? 1)
	);
}

/** All expressions in a node's parameters, however deep. */
function expressionsIn(value: unknown): string[] {
	if (typeof value === 'string') return value.startsWith('=') ? [value.slice(1)] : [];
	return typeof value === 'object' && value !== null
		? Object.values(value).flatMap((part) => expressionsIn(part))
		: [];
}

/**
 * Resolves the parameters of all items, as n8n will do when their turn comes: where it cannot, it gives up the run at
 * once, and jobs that were accepted by then would be lost without a word.
 */
function findUnresolvable(context: IExecuteSingleFunctions, items: number) {
	const expressions = expressionsIn(context.getNode().parameters);
	for (let item = 0; item < items; item++) {
		try {
			for (const expression of expressions) context.evaluateExpression(expression, item);
		} catch (error) {
			const { message } = error as Error;
			const description = `n8n cannot resolve an expression for item ${item}. Nothing was sent.`;
			return { item, failure: new Failure('invalid', { message, description }) };
		}
	}
	return undefined;
}

/** One try of a run: checks its items as a whole before anything is sent, and tells an error what else was accepted. */
export class Round implements Party {
	readonly startedAt = steadyNow();

	readonly gaveUp: Partial<Record<Lane, Failure>> = {};

	private readonly items: number;

	/** Whether the items stand and fall together: nothing is sent while one of them is known to be wrong. */
	private readonly together: boolean;

	/** The first item whose parameters n8n will not be able to resolve, where it starts the items one after another. */
	private readonly unresolvable?: { item: number; failure: Failure };

	private readonly wrong = new Map<number, Failure>();

	private readonly errors = new Map<number, { error: NodeApiError; failure: Failure }>();

	private readonly checks: Array<Promise<void>> = [];

	/** Ends when n8n has handed over all items, and looks at what became of them. */
	private readonly allStarted: Promise<void>;

	private tellAllStarted = () => {};

	private allIn?: Promise<void>;

	private allChecked?: Promise<unknown>;

	private lastItem = -1;

	private admitted = 0;

	private settled = 0;

	/** @param hasSent whether the run has sent a post by now, in an earlier try say */
	constructor(
		private readonly context: IExecuteSingleFunctions,
		private readonly hasSent: () => boolean,
	) {
		this.items = countItems(context);
		const stops = !context.continueOnFail();
		const spread = isSpread(context, this.items);
		this.together = stops && !spread;
		if (stops && spread) this.unresolvable = findUnresolvable(context, this.items);
		this.allStarted = new Promise((resolve) => {
			this.tellAllStarted = resolve;
		});
	}

	/** Whether it is the only item, so that no text need tell it from others. */
	get hasOneItem(): boolean {
		return this.items === 1;
	}

	/** Whether this item can still belong to this try: within one, n8n starts the items in order. */
	expects(item: number): boolean {
		return item > this.lastItem;
	}

	/**
	 * Takes an item in, and lets it pass once the whole batch is known to be right.
	 *
	 * @param item index of the item
	 * @param check finds what is wrong with it, in its own time
	 * @returns false when it has to be left out because of other items
	 * @throws Failure of kind `invalid` when it is wrong itself
	 */
	async admit(item: number, check: Promise<Failure | undefined>): Promise<boolean> {
		this.lastItem = item;
		if (++this.admitted === this.items) this.tellAllStarted();
		const noted = check.then((wrong) => {
			if (wrong) this.wrong.set(item, wrong);
		});
		noted.catch(() => {});
		this.checks.push(noted);

		if (this.together) {
			// n8n starts all items in one go, so after a turn of the event loop they are all in.
			await (this.allIn ??= sleep(0));
			if (this.admitted < this.items) return this.leaveToN8n();
			await (this.allChecked ??= Promise.all(this.checks));
			if (this.wrong.has(item)) throw this.verdict();
			return this.wrong.size === 0;
		}

		if (this.unresolvable) {
			if (this.unresolvable.item === item) throw this.unresolvable.failure;
			return false; // n8n itself will throw for that item when its turn comes
		}
		const wrong = await check;
		if (wrong) throw wrong;
		return true;
	}

	/**
	 * Fewer items than came in: n8n could not resolve a parameter of the next one, has given up the run, and says so
	 * itself. An error from here would be one that nobody handles, unless there is another reason.
	 */
	private leaveToN8n(): false {
		if (findUnresolvable(this.context, this.items)) return false;

		throw new Failure('invalid', {
			message: `n8n handed over ${this.admitted} of ${this.items} items`,
			description:
				'Nothing was sent. Run again; should it happen again, report it with the workflow.',
		});
	}

	/** Remembers an error that n8n will throw, so that `settle` can complete its description. */
	fail(item: number, error: NodeApiError, failure: Failure): void {
		this.errors.set(item, { error, failure });
	}

	/**
	 * Waits until an error may be thrown. While n8n still spreads items over time it looks at nothing that came of the
	 * earlier ones, and Node ends a process over an error that nobody looks at.
	 */
	async mayThrow(): Promise<void> {
		if (!this.together) await this.allStarted;
	}

	/**
	 * Counts an item as done. When all are, the error that n8n throws (that of the first item which failed; what became of
	 * the others is dropped) is told about the others.
	 *
	 * @param report what became of all items but one, by what else is known of those that failed
	 */
	settle(report: (failures: Map<number, Failure>, except: number) => Told[]): void {
		this.settled++;
		if (this.errors.size === 0 || this.settled < this.admitted) return;

		const first = Math.min(...this.errors.keys());
		const { error, failure } = this.errors.get(first) ?? {};
		if (!error || !failure) return;
		// Where wrong items keep the batch from being sent, the first error has named them all.
		const others = this.together && this.wrong.size > 0 ? [] : [...this.errors];
		const failures = new Map(others.map(([item, { failure: other }]) => [item, other]));
		const told = report(failures, first).flatMap((ending) => this.linesOf(ending));
		error.description = asHtml([failure.facts.description, ...told].join('\n'));
	}

	/** An ending and its items, a line each. Where they are too many the log has all of them, whatever else it shows. */
	private linesOf({ words, items }: Told): string[] {
		const more = items.length - NAMED;
		const lines = items.slice(0, NAMED).map((item) => `• ${item}`);
		if (more <= 0) return [`${words}:`, ...lines];

		for (const item of items) this.context.logger.warn(`${words}: ${item}`);
		return [`${words}:`, ...lines, `• and ${more} more; all are in n8n's log`];
	}

	/** What is sent beside a wrong item: nothing, but an earlier try may have sent something. */
	private get nothing(): string {
		return this.hasSent() ? 'nothing more' : 'nothing';
	}

	/** What n8n throws for the whole batch: every item that is wrong, with its number and what is wrong with it. */
	private verdict(): Failure {
		const wrong = [...this.wrong].sort(([a], [b]) => a - b);
		const [only] = wrong;
		if (only && this.hasOneItem) return only[1];

		return new Failure('invalid', {
			message: `${wrong.length} of ${this.items} items cannot be sent, so ${this.nothing} was sent`,
			description: wrong.map(([item, { message }]) => `• Item ${item}: ${message}`).join('\n'),
		});
	}
}
