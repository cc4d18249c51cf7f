import type { IDataObject } from 'n8n-workflow';

import type { ApiRequest } from '../api/client';
import { Failure } from '../api/failure';
import type { Sanitize } from '../api/sanitize';
import { tiktokAdvice } from '../api/tiktokReasons';
import { MAX_ID_LENGTH } from '../execution/submission';

/** The request for the status of a publish job ("Single video publish"). */
export const jobRequest = (outputJobId: unknown): ApiRequest => ({
	kind: 'read',
	path: `/jobs/publish/${String(outputJobId)}`,
});

/** Whether an answer names a job; what it names may still be no ID. */
export const namesJob = ({ outputJobId }: IDataObject) =>
	outputJobId !== undefined && outputJobId !== null;

/** How a job can end, by its status. Any other status is waited on ("Jobs"); a job that is due next week must not hold a workflow. */
const ENDS: Readonly<Record<string, 'posted' | 'failed' | 'canceled'>> = {
	succeeded: 'posted',
	scheduled: 'posted',
	failed: 'failed',
	canceled: 'canceled',
};

/** A larger job than this does not stand in an error, in characters of its JSON. */
const MAX_JOB_LENGTH = 20_000;

const endOf = ({ status }: IDataObject) =>
	typeof status === 'string' && Object.hasOwn(ENDS, status) ? ENDS[status] : undefined;

/** Whether a job has ended, or is accepted for later, so that nothing is left to wait for. */
export const hasEnded = (job: IDataObject) => endOf(job) !== undefined;

/** The status of a job, as a message quotes it. */
export const statusText = ({ status }: IDataObject, sanitize: Sanitize) =>
	status === undefined ? 'not known yet' : `“${sanitize(status, MAX_ID_LENGTH)}”`;

/** What a failure says of a job: its ID and its last status. */
export const jobFacts = ({ outputJobId, status }: IDataObject, sanitize: Sanitize) => ({
	outputJobId: sanitize(outputJobId, MAX_ID_LENGTH),
	status: status === undefined ? undefined : sanitize(status, MAX_ID_LENGTH),
});

/** The failure of a wait whose job ended without a post, or did not end in time. */
export function jobFailure(
	job: IDataObject,
	sanitize: Sanitize,
	{ message, description }: { message: string; description: string },
): Failure {
	const facts = jobFacts(job, sanitize);
	return new Failure('jobEnded', {
		message,
		description: `${description} Job ID: ${facts.outputJobId}`,
		...facts,
		...(endOf(job) && JSON.stringify(job).length <= MAX_JOB_LENGTH && { job }),
	});
}

/** Why a job ended without a post; undefined if it did not. */
export function failureOfJob(job: IDataObject, sanitize: Sanitize): Failure | undefined {
	const end = endOf(job);
	if (end === 'canceled') {
		return jobFailure(job, sanitize, {
			message: 'The publish job was canceled',
			description: 'Post again if it was canceled by mistake.',
		});
	}
	if (end !== 'failed') return undefined;

	const reason = [job.errorMessage, job.errorCode].map((text) => sanitize(text)).find(Boolean);
	return jobFailure(job, sanitize, {
		message: reason
			? `The publish job failed: ${reason}`
			: 'The publish job failed, and Wonda gave no reason',
		description: reason
			? `TikTok did not accept the post. ${adviceFor(job, sanitize)}`
			: 'Check the TikTok profile before you post again.',
	});
}

const adviceFor = ({ errorCode, errorMessage }: IDataObject, sanitize: Sanitize) =>
	tiktokAdvice(sanitize(errorCode)) ??
	tiktokAdvice(sanitize(errorMessage)) ??
	'Fix the cause, then run again.';
