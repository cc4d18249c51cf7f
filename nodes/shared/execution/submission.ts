import type { IDataObject } from 'n8n-workflow';

import type { Failure } from '../api/failure';
import type { Sanitize } from '../api/sanitize';

/** What became of an item's post in an execution. */
export type Submission =
	/** Accepted: the job as it was last seen, and what was posted. */
	| { job: IDataObject; posted: IDataObject }
	/** Sent, but without an answer that says what became of it: why it must not be sent again. */
	| { unknown: Failure };

/** An ID of a job, or a status, is no longer than this in any text, in characters. */
export const MAX_ID_LENGTH = 100;

/**
 * Whether a later try may post again: a job that failed left no post. One that was canceled did not either, but somebody
 * wanted that.
 */
export const mayPostAgain = ({ status }: IDataObject) => status === 'failed';

/** Whether an answer names a job; what it names may still be no ID. */
export const namesJob = ({ outputJobId }: IDataObject) =>
	outputJobId !== undefined && outputJobId !== null;

/** A job as logs and messages name it. */
export function describeJob(job: IDataObject, sanitize: Sanitize): string {
	const { outputJobId, publishId, tiktokPublishId, status } = job;
	return namesJob(job)
		? `job ${sanitize(outputJobId, MAX_ID_LENGTH)} (${sanitize(status, MAX_ID_LENGTH)})`
		: `publish ID ${sanitize(publishId ?? tiktokPublishId ?? 'unknown', MAX_ID_LENGTH)}`;
}
