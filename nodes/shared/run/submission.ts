import type { IDataObject } from 'n8n-workflow';

import type { Failure } from '../failures/failure';
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
export function describeJob(job: IDataObject, quote: Quote): string {
	const { outputJobId, publishId, tiktokPublishId, status } = job;
	return outputJobId === undefined || outputJobId === null
		? `publish ID ${quote(publishId ?? tiktokPublishId ?? 'unknown', ID_LENGTH)}`
		: `job ${quote(outputJobId, ID_LENGTH)} (${quote(status, ID_LENGTH)})`;
}

/** Why an item failed is no longer than this in a list of many, in characters. */
const REASON_LENGTH = 300;

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

function endingOf(known?: Submission): string {
	if (!known) return ENDINGS.refused;
	if ('unknown' in known) return ENDINGS.unknown;
	return leftNoPost(known.job) ? ENDINGS.withoutPost : ENDINGS.accepted;
}

/**
 * What became of items.
 *
 * @param submissions by item index
 * @param failures what went wrong with items, accepted or not, by item index
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
	const items = new Set([...submissions.keys(), ...failures.keys()]);
	for (const item of [...items].sort((a, b) => a - b)) {
		if (item === except) continue;
		const known = submissions.get(item);
		const failure = failures.get(item);
		const parts = [
			`item ${item}`,
			known && 'job' in known && describeJob(known.job, quote),
			failure && quote(failure.message, REASON_LENGTH),
		];
		told.get(endingOf(known))?.push(parts.filter(Boolean).join(': '));
	}
	return [...told]
		.map(([words, items]) => ({ words, items }))
		.filter(({ items }) => items.length > 0);
}
