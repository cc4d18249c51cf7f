import type { IExecuteSingleFunctions, NodeApiError } from 'n8n-workflow';

import type { Execution } from '../api/adaptiveLimit';
import type { Failure } from '../api/failure';
import { asHtml } from '../api/nodeError';
import type { Sanitize } from '../api/sanitize';
import { monotonicNow } from '../api/time';
import { Batch } from './batch';
import { outcomeReport } from './outcomeReport';
import type { Submission } from './submission';

/** An error shows no more items than these in each section; n8n's log has all of them. */
const MAX_LINES = 50;

/** One try of an execution: Retry On Fail begins another one. */
export class Attempt implements Execution {
	readonly startedAt = monotonicNow();

	readonly batch: Batch;

	private readonly errors = new Map<number, { error: NodeApiError; failure: Failure }>();

	private latestItem = -1;

	private settled = 0;

	/** @param submissions what became of the posts in all tries, by item index */
	constructor(
		private readonly context: IExecuteSingleFunctions,
		private readonly submissions: ReadonlyMap<number, Submission>,
	) {
		this.batch = new Batch(context, submissions);
	}

	/** Notes that n8n hands over an item. Returns false if it belongs to another try: n8n starts the items of each in order. */
	take(item: number): boolean {
		if (item <= this.latestItem) return false;
		this.latestItem = item;
		return true;
	}

	/** Remembers an error that n8n will throw, so that `settle` can complete its description. */
	fail(item: number, error: NodeApiError, failure: Failure): void {
		this.errors.set(item, { error, failure });
	}

	/**
	 * Counts an item as done. After the last one, the error that n8n shows, that of the first item that failed, is completed with
	 * what became of the others.
	 */
	settle(sanitize: Sanitize): void {
		this.settled++;
		if (this.errors.size === 0 || this.settled < this.batch.admittedCount) return;

		const shownItem = Math.min(...this.errors.keys());
		const shown = this.errors.get(shownItem);
		if (!shown) return;
		// If invalid items keep an atomic batch from being sent, the first error has named them all.
		const isNamed = this.batch.isAtomic && this.batch.hasInvalidItems;
		const others = isNamed ? [] : [...this.errors];
		const failures = new Map(others.map(([item, { failure }]) => [item, failure]));
		const report = outcomeReport(this.submissions, failures, shownItem, sanitize);
		const lines = report.flatMap(({ title, lines: all }) => this.linesOf(title, all));
		shown.error.description = asHtml([shown.failure.facts.description, ...lines].join('\n'));
	}

	private linesOf(title: string, lines: string[]): string[] {
		const shown = lines.slice(0, MAX_LINES).map((line) => `• ${line}`);
		const hidden = lines.length - shown.length;
		if (hidden === 0) return [`${title}:`, ...shown];

		for (const line of lines) this.context.logger.warn(`${title}: ${line}`);
		return [`${title}:`, ...shown, `• and ${hidden} more; all are in n8n's log`];
	}
}
