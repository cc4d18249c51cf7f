import { deepCopy, type IDataObject, type IPollFunctions } from 'n8n-workflow';

import { hashOf } from '../shared/api/credential';
import { monotonicNow } from '../shared/api/time';

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

/** What an event remembers, and how often it was saved. */
interface Saved {
	saves: number;
	remembered?: IDataObject;
}

/**
 * With durable cursors n8n gives each poll a copy of what was last saved, and polls may overlap: after a restart, those of all
 * poll times come at once. What one of them has saved, the others of this process find here until n8n shows it.
 */
const savedHere = new Map<string, Saved & { at: number }>();

/** Longer than a poll takes, and shorter than the time between two: if n8n fails to save, the next poll does not rely on it. */
const OVERLAP_MS = 45_000;

/**
 * What the trigger remembers between polls, in n8n's static data of the node: the scope, what the event remembers of it, and
 * the failed polls in a row.
 *
 * n8n saves the static data at activation and whenever a poll returns items; with durable cursors, at every poll. Otherwise
 * what a poll without items has learned is lost when n8n ends.
 */
export class TriggerState {
	private readonly scope: string;

	private readonly key: string;

	/** @param scope what is watched, and with which account: with another one the trigger begins anew */
	constructor(
		private readonly context: IPollFunctions,
		scope: unknown[],
	) {
		this.scope = hashOf(scope);
		this.key = hashOf([context.getWorkflow().id, context.getNode().id, scope]);
	}

	private get data(): IDataObject {
		return this.context.getWorkflowStaticData('node');
	}

	private get latest(): Saved {
		const { scope, saves = 0, remembered } = this.data as unknown as Saved & { scope: string };
		const shown = scope === this.scope ? { saves, remembered } : { saves: 0 };
		const here = savedHere.get(this.key);
		if (here && monotonicNow() - here.at > OVERLAP_MS) savedHere.delete(this.key);
		else if (here && here.saves > shown.saves) return here;
		return shown;
	}

	/**
	 * A copy of what is remembered; undefined if the trigger begins anew. Polls may overlap, so an event has to load it after
	 * its last request.
	 */
	load<Remembered>(): Remembered | undefined {
		return deepCopy(this.latest.remembered) as Remembered | undefined;
	}

	save(remembered: IDataObject): void {
		const saved = { saves: this.latest.saves + 1, remembered };
		Object.assign(this.data, { scope: this.scope, ...saved });
		savedHere.set(this.key, { ...saved, at: monotonicNow() });
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
