import type { IDataObject, IExecutePaginationFunctions } from 'n8n-workflow';

import { asFailure } from '../failures/connection';
import { Failure } from '../failures/failure';
import { forItem, type ItemRequest } from './item';
import type { Fields } from '../rules/readFields';
import { pause } from '../run/pause';
import { PASSING, sendOnce } from './send';

/**
 * The intervals between looks: the API advises to look after a second, then less often. Intervals that grew faster after the
 * second look would see the ends of jobs twice as late and save hardly a look.
 */
export const LOOKS = { firstMs: 1000, secondMs: 1500, growth: 1.1 };

/** What a status of a job means for who waits for it; any other one is waited on (adjacent endpoints, Jobs). */
const ENDINGS: Record<string, (job: IDataObject) => IDataObject> = {
	succeeded: (job) => job,
	// A job that is due next week must not hold the workflow.
	scheduled: (job) => job,
	failed: (job) => {
		throw ended(job, {
			message: `TikTok did not take the post: ${String(job.errorMessage ?? 'no reason was given')}`,
			description: 'Nothing was posted by this job. Mend what the reason names, then post again.',
		});
	},
	canceled: (job) => {
		throw ended(job, {
			message: 'The post was canceled before TikTok took it',
			description: 'Nothing was posted by this job. Post again if it was canceled by mistake.',
		});
	},
};

const endingOf = (status: unknown) =>
	Object.hasOwn(ENDINGS, String(status)) ? ENDINGS[String(status)] : undefined;

function ended(
	job: IDataObject,
	{ message, description }: { message: string; description: string },
) {
	const outputJobId = String(job.outputJobId);
	return new Failure('ended', {
		message,
		description: `${description} Job ID: ${outputJobId}`,
		outputJobId,
		status: String(job.status),
	});
}

/** A look may be repeated as long as there is time; the job itself is not touched by what happens to a look. */
const passes = ({ kind }: Failure) => kind === 'limited' || PASSING.has(kind);

function statusText(job: IDataObject): string {
	return job.status === undefined ? 'not known yet' : `“${String(job.status)}”`;
}

/** A look without an answer is given up after this time, and in any case about when the wait is over. */
const LOOK_TIMEOUT_MS = 30_000;

/** The request that looks at a job, made from any request of the node. */
function lookAt(
	outputJobId: string,
	{ options, ...request }: ItemRequest,
	deadline: number,
): ItemRequest {
	const url = `/jobs/publish/${encodeURIComponent(outputJobId)}`;
	const timeout = Math.min(LOOK_TIMEOUT_MS, Math.max(LOOKS.firstMs, deadline - Date.now()));
	return { ...request, options: { ...options, method: 'GET', url, body: undefined, timeout } };
}

/**
 * Waits until a job has ended: looks after 1 s, then at growing intervals, and rides out faults that pass.
 *
 * @param fields the item's fields, `waitOptions` among them
 * @param job what is known of the job: at least its `outputJobId`, and its `status` when it was accepted just now
 * @returns the last answer of the API, with the job's ID
 * @throws Failure that carries the job's ID: it failed or was canceled, the wait took longer than the option
 * `timeout`, the execution was stopped, or the service refused the look
 */
export async function waitForJob(
	loop: IExecutePaginationFunctions,
	request: ItemRequest,
	fields: Fields,
	job: IDataObject,
	onSeen: (job: IDataObject) => void = () => {},
): Promise<IDataObject> {
	const timeout = Number(fields['waitOptions.timeout'] ?? 300);
	const maxPollInterval = Number(fields['waitOptions.maxPollInterval'] ?? 5);
	const outputJobId = String(job.outputJobId);
	const signal = loop.getExecutionCancelSignal();
	const deadline = Date.now() + timeout * 1000;

	let seen = job;
	let interval = LOOKS.firstMs;
	let lastFault: Failure | undefined;
	try {
		for (;;) {
			const ending = endingOf(seen.status);
			if (ending) return ending(seen);
			if (Date.now() >= deadline) break;

			await pause(Math.min(interval, deadline - Date.now()), signal);
			interval = Math.max(LOOKS.secondMs, interval * LOOKS.growth);
			interval = Math.min(interval, maxPollInterval * 1000);

			try {
				const [answer] = await sendOnce(loop, lookAt(outputJobId, request, deadline), false);
				seen = { outputJobId, ...answer?.json };
				lastFault = undefined;
				onSeen(seen);
			} catch (error) {
				lastFault = asFailure(error);
				// A job that was seen or accepted cannot be unknown: the service has lost sight of it for a while.
				const lostSight = lastFault.facts.httpStatus === 404 && seen.status !== undefined;
				if (signal?.aborted || !(passes(lastFault) || lostSight)) throw lastFault;
				interval = Math.max(interval, lastFault.facts.retryAfterMs ?? 0);
			}
		}
	} catch (error) {
		throw withJob(asFailure(error), seen);
	}

	if (fields['waitOptions.onTimeout'] === 'output' && seen.status !== undefined) return seen;
	throw ended(seen, {
		message: `The job had not ended after ${timeout} seconds; its status was ${statusText(seen)}`,
		description: [
			lastFault && `The last look failed: ${lastFault.message}.`,
			'The post may still go live: do not post it again. Look at the job with Job > Get or Job > Wait, or raise Timeout.',
		]
			.filter(Boolean)
			.join(' '),
	});
}

/** The failure of a look, or of a pause, as that of a wait for a job that goes on without us. */
function withJob(failure: Failure, job: IDataObject): Failure {
	if (failure.facts.outputJobId !== undefined) return failure;

	const outputJobId = String(job.outputJobId);
	const accepted = job.status !== undefined;
	return failure
		.advising(
			accepted
				? `The job was accepted, so do not post again; its last status was ${statusText(job)}. Job ID: ${outputJobId}`
				: `Job ID: ${outputJobId}`,
		)
		.with({ outputJobId, status: job.status as string | undefined });
}

/** `pagination` hook of Job > Wait. */
export const waitForItem = forItem(async function (request, fields) {
	const { outputJobId } = fields as { outputJobId: string };
	return [{ json: await waitForJob(this, request, fields, { outputJobId }) }];
});
