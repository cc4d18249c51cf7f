import { sleep, type IExecuteSingleFunctions } from 'n8n-workflow';

import { Failure } from '../api/failure';
import { countItems, findUnusableItem, isSpreadOverTime } from './items';
import type { Submission } from './submission';

/**
 * The items of one try. Unless the node continues on errors, or n8n's batching spreads the items over time, they stand and
 * fall together: nothing is sent while one of them is known to be invalid.
 */
export class Batch {
	readonly size: number;

	/** Whether nothing is sent unless all items are valid. */
	readonly isAtomic: boolean;

	private readonly invalidItems = new Map<number, Failure>();

	private readonly validations: Array<Promise<void>> = [];

	/** The first item at which n8n will give up a run whose items it starts one after another. */
	private readonly unusable?: { item: number; failure: Failure };

	private allAdmitted?: Promise<void>;

	private allValidated?: Promise<unknown>;

	private markAllStarted = () => {};

	/** Resolves when n8n has started all items, and will notice what becomes of them. */
	private readonly allStarted: Promise<void>;

	private admitted = 0;

	/** @param submissions what became of the posts in all tries of the execution */
	constructor(
		private readonly context: IExecuteSingleFunctions,
		private readonly submissions: ReadonlyMap<number, Submission>,
	) {
		this.size = countItems(context);
		const stopsOnError = !context.continueOnFail();
		const isSpread = isSpreadOverTime(context, this.size);
		this.isAtomic = stopsOnError && !isSpread;
		if (stopsOnError && isSpread) this.unusable = findUnusableItem(context, this.size);
		this.allStarted = new Promise((resolve) => {
			this.markAllStarted = resolve;
		});
	}

	/** Whether an item is found to be invalid: then nothing was sent in this try. */
	get hasInvalidItems(): boolean {
		return this.invalidItems.size > 0;
	}

	get admittedCount(): number {
		return this.admitted;
	}

	/**
	 * Takes an item in, and lets it pass once the whole batch is known to be valid.
	 *
	 * @returns false if it has to be left out because of other items
	 * @throws Failure of kind `invalid` if it is invalid itself
	 */
	async admit(item: number, validation: Promise<Failure | undefined>): Promise<boolean> {
		if (++this.admitted === this.size) this.markAllStarted();
		const noted = validation.then((failure) => {
			if (failure) this.invalidItems.set(item, failure);
		});
		noted.catch(() => {});
		this.validations.push(noted);

		if (!this.isAtomic) {
			if (this.unusable?.item === item) throw this.unusable.failure;
			if (this.unusable) return false;
			const failure = await validation;
			if (failure) throw failure;
			return true;
		}
		// n8n starts all items in one go, so after a turn of the event loop they are all in.
		await (this.allAdmitted ??= sleep(0));
		if (this.admitted < this.size) return this.leaveToN8n();
		await (this.allValidated ??= Promise.all(this.validations));
		if (this.invalidItems.has(item)) throw this.failureOfBatch();
		return !this.hasInvalidItems;
	}

	/**
	 * Waits until an error may be thrown: while n8n still spreads items over time, it does not notice what became of earlier
	 * ones, and Node ends a process over an error that nobody handles.
	 */
	async untilErrorsAreHandled(): Promise<void> {
		if (!this.isAtomic) await this.allStarted;
	}

	/** Fewer items than came in: n8n cannot use a parameter of the next one, has given up the run, and says so itself. */
	private leaveToN8n(): false {
		if (findUnusableItem(this.context, this.size)) return false;
		throw new Failure('invalid', {
			message: `n8n passed only ${this.admitted} of ${this.size} items to the node`,
			description:
				'Nothing was sent. Run again. If it happens again, report it and include the workflow.',
		});
	}

	/** The error of the whole batch: every invalid item, with its number and what is wrong with it. */
	private failureOfBatch(): Failure {
		const invalid = [...this.invalidItems].sort(([a], [b]) => a - b);
		const [only] = invalid;
		if (only && this.size === 1) return only[1];

		const nothing = this.submissions.size > 0 ? 'nothing more' : 'nothing';
		return new Failure('invalid', {
			message: `${invalid.length} of ${this.size} items cannot be sent, so ${nothing} was sent`,
			description: invalid.map(([item, { message }]) => `• Item ${item}: ${message}`).join('\n'),
		});
	}
}
