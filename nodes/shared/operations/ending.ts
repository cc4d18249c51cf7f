import type { IDataObject } from 'n8n-workflow';

import { Failure } from '../failures/failure';
import type { Quote } from '../failures/quote';
import { ID_LENGTH } from '../run/submission';

/** What the end of a job means for who waits for it. */
export type Ending = (job: IDataObject, quote: Quote) => IDataObject;

/** By status; any other one is waited on (adjacent endpoints, Jobs). */
const ENDINGS: Record<string, Ending> = {
	succeeded: (job) => job,
	// A job that is due next week must not hold the workflow.
	scheduled: (job) => job,
	failed: (job, quote) => {
		const reason = quote(job.errorMessage);
		throw ended(job, quote, {
			message: reason
				? `The publish job failed: ${reason}`
				: 'The publish job failed, and Wonda gave no reason',
			description: reason
				? 'Wonda calls the job failed. When the reason is gone, post again.'
				: 'Look at the TikTok profile before you post again.',
		});
	},
	canceled: (job, quote) => {
		throw ended(job, quote, {
			message: 'The publish job was canceled',
			description: 'Post again if it was canceled by mistake.',
		});
	},
};

/** What a status of a job means; undefined for one to wait on. */
export const endingOf = (status: unknown): Ending | undefined =>
	typeof status === 'string' && Object.hasOwn(ENDINGS, status) ? ENDINGS[status] : undefined;

/** The status of a job, as a message quotes it. */
export const statusText = ({ status }: IDataObject, quote: Quote) =>
	status === undefined ? 'not known yet' : `“${quote(status, ID_LENGTH)}”`;

/** The failure of a wait whose job ended without a post, or did not end. */
export function ended(
	job: IDataObject,
	quote: Quote,
	{ message, description }: { message: string; description: string },
): Failure {
	const outputJobId = quote(job.outputJobId, ID_LENGTH);
	return new Failure('ended', {
		message,
		description: `${description} Job ID: ${outputJobId}`,
		outputJobId,
		status: job.status === undefined ? undefined : quote(job.status, ID_LENGTH),
	});
}
