import type { IDataObject } from 'n8n-workflow';

import { Failure } from '../failures/failure';
import type { Quote } from '../failures/quote';

/** What became of an item's post in a run. */
export type Submission =
	/** Accepted: the job as it was last seen, and what was posted. */
	| { job: IDataObject; posted: IDataObject }
	/** Sent, but without an answer that tells: why it must not be sent again. */
	| { unknown: Failure };

/** A job that ended like this left no post (adjacent endpoints, Jobs). */
const WITHOUT_POST = new Set(['failed', 'canceled']);

/** Whether a job has ended without a post, so that it does no harm to post again. */
export const leftNoPost = ({ status }: IDataObject) =>
	typeof status === 'string' && WITHOUT_POST.has(status);

/** An ID of a job, or a status, is no longer than this in any text, in characters. */
export const ID_LENGTH = 100;

/** A job as logs and messages name it. */
export function describeJob({ outputJobId, publishId, status }: IDataObject, quote: Quote): string {
	return outputJobId === undefined || outputJobId === null
		? `publish ID ${quote(publishId, ID_LENGTH)}`
		: `job ${quote(outputJobId, ID_LENGTH)} (${quote(status, ID_LENGTH)})`;
}

/** How a message of a run tells what became of the other posts, in this order. */
const ENDINGS = {
	accepted: 'Accepted in this run, do not post again',
	withoutPost: 'Failed or canceled in this run',
	unknown: 'The posts of these items may be live or not, look before you post them again',
	refused: 'These items failed, too',
};

/** An ending, and the items whose posts ended so, each in a few words. */
export interface Told {
	words: string;
	items: string[];
}

/**
 * What became of items.
 *
 * @param submissions by item index
 * @param failures of items of which nothing may be known but this, by item index
 * @param except index of an item to leave out
 * @returns each ending that there is
 */
export function reportOf(
	submissions: ReadonlyMap<number, Submission>,
	failures: ReadonlyMap<number, Failure>,
	except: number,
	quote: Quote,
): Told[] {
	const told = new Map<string, string[]>(Object.values(ENDINGS).map((words) => [words, []]));
	for (const [item, known] of [...failures, ...submissions].sort(([a], [b]) => a - b)) {
		if (item === except) continue;
		if (known instanceof Failure) {
			if (!submissions.has(item)) told.get(ENDINGS.refused)?.push(`item ${item}: ${known.message}`);
		} else if ('unknown' in known) told.get(ENDINGS.unknown)?.push(`item ${item}`);
		else {
			const words = leftNoPost(known.job) ? ENDINGS.withoutPost : ENDINGS.accepted;
			told.get(words)?.push(`item ${item}: ${describeJob(known.job, quote)}`);
		}
	}
	return [...told]
		.map(([words, items]) => ({ words, items }))
		.filter(({ items }) => items.length > 0);
}
