import { deepCopy, type IDataObject, type IPollFunctions } from 'n8n-workflow';

import { hashOf } from '../shared/api/credential';

/** A failure is reported when so many polls in a row have failed, or when it has lasted so long, and then again every hour. */
const REPORTED_AFTER_POLLS = 3;
const REPORTED_AFTER_MS = 10 * 60 * 1000;
const REPORTED_AGAIN_MS = 60 * 60 * 1000;

/** Failed polls in a row. Times are in milliseconds since the epoch. */
interface Failures {
	count: number;
	since: number;
	reportedAt?: number;
}

/**
 * What the trigger remembers between polls, in n8n's static data of the node: the scope, what the event remembers of it, and
 * the failed polls in a row.
 *
 * n8n saves the static data at activation and whenever a poll returns items; with durable cursors, at every poll. Otherwise
 * what a poll without items has learned is lost when n8n ends.
 */
export class TriggerState {
	private readonly scope: string;

	/** @param scope what is watched, and with which account: with another one the trigger begins anew */
	constructor(
		private readonly context: IPollFunctions,
		scope: unknown[],
	) {
		this.scope = hashOf(scope);
	}

	private get data(): IDataObject {
		return this.context.getWorkflowStaticData('node');
	}

	/**
	 * A copy of what is remembered; undefined if the trigger begins anew. Polls may overlap, so an event has to load it after
	 * its last request.
	 */
	load<Remembered>(): Remembered | undefined {
		const { scope, remembered } = this.data;
		return scope === this.scope ? (deepCopy(remembered) as Remembered) : undefined;
	}

	save(remembered: IDataObject): void {
		Object.assign(this.data, { scope: this.scope, remembered });
	}

	/** A poll has seen everything that it wanted to see. */
	clearFailures(): void {
		delete this.data.failures;
	}

	/** Counts a failed poll. Returns how many failed in a row if it is time to report it. */
	countFailure(): number | undefined {
		const now = Date.now();
		const before = this.data.failures as Failures | undefined;
		const { count, since, reportedAt } = { count: 0, since: now, ...before };
		const lasts = count + 1 >= REPORTED_AFTER_POLLS || now - since >= REPORTED_AFTER_MS;
		const isReported = lasts && (reportedAt === undefined || now - reportedAt >= REPORTED_AGAIN_MS);
		const failures = { count: count + 1, since, reportedAt: isReported ? now : reportedAt };
		Object.assign(this.data, { failures });
		return isReported ? count + 1 : undefined;
	}
}

/** What an entry is remembered by: short, however long its ID is. */
export const dedupKey = (id: string): string => hashOf(id);

/** Keys to remember, the latest last. Keys that are seen now are the last to be forgotten. */
export function boundedSeen(remembered: string[], seenNow: string[], max: number): string[] {
	const now = new Set(seenNow);
	return [...remembered.filter((key) => !now.has(key)), ...now].slice(-max);
}
