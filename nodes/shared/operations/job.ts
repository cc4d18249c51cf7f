import type { IDataObject } from 'n8n-workflow';

import { Failure } from '../api/failure';
import type { Sanitize } from '../api/sanitize';
import { tiktokAdvice } from '../api/tiktokReasons';
import type { ApiRequest } from '../api/transport';
import { MAX_ID_LENGTH } from '../execution/submission';

/** The request for the status of a publish job ("Single video publish"). */
export const jobRequest = (outputJobId: unknown): ApiRequest => ({
	kind: 'read',
	path: `/jobs/publish/${String(outputJobId)}`,
});

/** Any other status is waited on ("Jobs"); a job that is due next week must not hold a workflow. */
const ENDS: unknown[] = ['succeeded', 'scheduled', 'failed', 'canceled'];

/** Whether a job has ended, or is accepted for later, so that nothing is left to wait for. */
export const hasEnded = ({ status }: IDataObject) => ENDS.includes(status);

/** A larger job than this does not stand in an error, in characters of its JSON. */
const MAX_JOB_LENGTH = 20_000;

/** The status of a job, as a message quotes it. */
const statusText = ({ status }: IDataObject, sanitize: Sanitize) =>
	status === undefined ? 'not known yet' : `“${sanitize(status, MAX_ID_LENGTH)}”`;

/** What a failure says of a job: its ID and its last status. */
export const jobFacts = ({ outputJobId, status }: IDataObject, sanitize: Sanitize) => ({
	outputJobId: sanitize(outputJobId, MAX_ID_LENGTH),
	status: status === undefined ? undefined : sanitize(status, MAX_ID_LENGTH),
});

/** The failure of a wait whose job ended without a post, or did not end in time. */
function jobFailure(
	job: IDataObject,
	sanitize: Sanitize,
	{ message, description }: { message: string; description: string },
): Failure {
	const facts = jobFacts(job, sanitize);
	return new Failure('jobEnded', {
		message,
		description: `${description} Job ID: ${facts.outputJobId}`,
		...facts,
		...(hasEnded(job) && JSON.stringify(job).length <= MAX_JOB_LENGTH && { job }),
	});
}

/** Why a job ended without a post; undefined if it did not. */
export function failureOfJob(job: IDataObject, sanitize: Sanitize): Failure | undefined {
	if (job.status === 'canceled') {
		return jobFailure(job, sanitize, {
			message: 'The publish job was cancelled',
			description: 'Post again if it was canceled by mistake.',
		});
	}
	if (job.status !== 'failed') return undefined;

	const reason = [job.errorMessage, job.errorCode].map((text) => sanitize(text)).find(Boolean);
	return jobFailure(job, sanitize, {
		message: reason
			? `The publish job failed: ${reason}`
			: 'The publish job failed, and Wonda gave no reason',
		description: reason
			? `TikTok did not accept the post. ${adviceFor(job, sanitize)}`
			: 'Post again, or contact Wonda with the ID of the job.',
	});
}

const adviceFor = ({ errorCode, errorMessage }: IDataObject, sanitize: Sanitize) =>
	tiktokAdvice(sanitize(errorCode)) ??
	tiktokAdvice(sanitize(errorMessage)) ??
	'Fix the cause, then run again.';

/** The failure of a wait whose job did not end in time: after so many milliseconds, with why the last poll failed, if it did. */
export function unendedJobFailure(
	job: IDataObject,
	{ waitedMs, lastFailure }: { waitedMs: number; lastFailure?: Failure },
	sanitize: Sanitize,
): Failure {
	const lastPoll = lastFailure ? `The last poll failed: ${lastFailure.message}. ` : '';
	return jobFailure(job, sanitize, {
		message: `The job had not ended after ${waitedMs / 1000} seconds; its status was ${statusText(job, sanitize)}`,
		description: `${lastPoll}The post may still go live: do not post it again. Check it with Job > Get, or wait longer with Job > Wait.`,
	});
}

/**
 * The failure of a poll, or of the wait, as that of a job that goes on by itself.
 *
 * @param isKnown whether the service has ever confirmed the job
 */
export function withJob(
	failure: Failure,
	job: IDataObject,
	isKnown: boolean,
	sanitize: Sanitize,
): Failure {
	if (failure.facts.outputJobId !== undefined) return failure;
	const facts = jobFacts(job, sanitize);
	const accepted = isKnown
		? `The job was accepted, so do not post again; its last status was ${statusText(job, sanitize)}. `
		: '';
	return failure.advising(`${accepted}Job ID: ${facts.outputJobId}`).with(facts);
}
