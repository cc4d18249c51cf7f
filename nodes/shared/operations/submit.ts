import type { IDataObject, IExecutePaginationFunctions } from 'n8n-workflow';

import { asFailure } from '../failures/connection';
import type { Failure, FailureKind } from '../failures/failure';
import { forItem, type ItemRequest } from './item';
import { describeJob, leftNoPost, runOf } from '../run/run';
import { send } from './send';
import { withMediaIds } from './upload';
import { waitForJob } from './wait';

const NOT_POSTED = 'Nothing was posted.';

/** After these a later try of the run may post; after any other one the post may be live. */
const NOT_TAKEN = new Set<FailureKind>(['refused', 'limited', 'unreached', 'stopped']);

function unknownOutcome(failure: Failure): Failure {
	const { message, description } = failure.facts;
	return failure.with({
		message: `${message}, so the post may be live or not`,
		description: `It was not sent again, so that it cannot be posted twice. Before you run this again, look at the TikTok profile and at Schedule > Get Many. ${description}`,
	});
}

/** Posts an item, unless an earlier try of this run did. */
async function post(loop: IExecutePaginationFunctions, request: ItemRequest): Promise<IDataObject> {
	const { submissions } = runOf(loop);
	const item = loop.getItemIndex();
	const earlier = submissions.get(item);
	if (earlier && 'unknown' in earlier) throw earlier.unknown;
	if (earlier && !leftNoPost(earlier.job)) return earlier.job;

	submissions.delete(item);
	const ready = await withMediaIds(loop, request).catch((error: unknown) => {
		throw asFailure(error).advising(NOT_POSTED);
	});
	try {
		const [answer] = await send(loop, ready);
		const job = answer?.json ?? {};
		submissions.set(item, { job });
		// Of an execution whose process dies n8n keeps nothing else.
		loop.logger.info(`Item ${item} was accepted: ${describeJob(job)}`);
		return job;
	} catch (error) {
		const failure = asFailure(error);
		if (NOT_TAKEN.has(failure.kind)) throw failure.advising(NOT_POSTED);
		const unknown = unknownOutcome(failure);
		submissions.set(item, { unknown });
		throw unknown;
	}
}

/**
 * `pagination` hook of every operation that posts: sends the post at most once in a run, and waits for its job where
 * the operation has `waitForCompletion` and it is on. An answer without `outputJobId` (a carousel's) is final.
 */
export const submitForItem = forItem(async function (request, fields) {
	const job = await post(this, request);
	if (fields.waitForCompletion !== true || job.outputJobId === undefined) return [{ json: job }];

	const { submissions } = runOf(this);
	const item = this.getItemIndex();
	const final = await waitForJob(this, request, fields, job, (seen) =>
		submissions.set(item, { job: seen }),
	);
	return [{ json: final }];
});
