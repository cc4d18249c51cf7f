import type { IDataObject, IExecutePaginationFunctions, INodeExecutionData } from 'n8n-workflow';

import { asFailure } from '../failures/connection';
import { Failure, type FailureKind } from '../failures/failure';
import { runOf } from '../run/run';
import { describeJob, leftNoPost, type Submission } from '../run/submission';
import { forItem, type ItemRequest } from './item';
import { namesJob } from './job';
import { send } from './send';
import { withMediaIds } from './upload';
import { waitForJob } from './wait';

type Accepted = Extract<Submission, { job: IDataObject }>;

const NOT_POSTED = 'Nothing was posted.';

/** After these a later try of the run may post; after any other one the post may be live. */
const NOT_TAKEN = new Set<FailureKind>(['refused', 'limited', 'unreached', 'stopped']);

/** What was posted, in the API's names, as it stands beside the answer. */
const POSTED = [
	'mediaId',
	'mediaIds',
	'tiktokAccountId',
	'caption',
	'privacyLevel',
	// As it was sent: with the offset of the zone that it was read in.
	'scheduledAt',
];

/** An answer that accepts a post names its job, or, of a carousel, at least one of these. */
const NAMES_OF_A_POST = [
	'outputJobId',
	'tiktokPublishId',
	'publishId',
	'tiktokMediaId',
	'permalink',
];

/**
 * The answer to a post.
 *
 * @throws Failure of kind `broken` for a success that says nothing of a post, or holds an error in its place
 */
function checkedAnswer(answer: IDataObject = {}): IDataObject {
	if (NAMES_OF_A_POST.some((name) => (answer[name] ?? undefined) !== undefined)) return answer;
	throw new Failure('broken', {
		message: "Wonda's answer names neither a job nor a post",
		description: 'It was a success (HTTP 2xx) all the same.',
	});
}

function unknownOutcome(failure: Failure): Failure {
	const { message, description } = failure.facts;
	return failure.with({
		message: `${message}, so the post may be live or not`,
		mayBeLive: true,
		description: `It was not sent again, so that it cannot be posted twice. Before you run this again, look at the TikTok profile and at Scheduled Post > Get Many. ${description}`,
	});
}

/** The parts of a request's body that tell which post it is. */
function postedIn({ options }: ItemRequest): IDataObject {
	const body = options.body as IDataObject;
	return Object.fromEntries(
		POSTED.filter((name) => body[name] !== undefined).map((name) => [name, body[name]]),
	);
}

/** An answer with what was posted beside it, where the answer has no field of that name. */
const beside = (answer: IDataObject, posted: IDataObject): INodeExecutionData => ({
	json: { ...answer, ...posted, ...answer },
});

/** Posts an item, unless an earlier try of this run did. */
async function post(loop: IExecutePaginationFunctions, request: ItemRequest): Promise<Accepted> {
	const run = runOf(loop);
	const { submissions } = run;
	const item = loop.getItemIndex();
	const earlier = submissions.get(item);
	if (earlier && 'unknown' in earlier) throw earlier.unknown;
	if (earlier && !leftNoPost(earlier.job)) return earlier;

	submissions.delete(item);
	const ready = await withMediaIds(loop, request).catch((error: unknown) => {
		throw asFailure(error).advising(NOT_POSTED);
	});
	try {
		const [answer] = await send(loop, ready, { lane: 'post' });
		const accepted = { job: checkedAnswer(answer?.json), posted: postedIn(ready) };
		submissions.set(item, accepted);
		const { quote } = await run.deskFor(loop);
		// Of an execution whose process dies n8n keeps nothing else.
		loop.logger.info(`Item ${item} was accepted: ${describeJob(accepted.job, quote)}`);
		return accepted;
	} catch (error) {
		const failure = asFailure(error);
		if (NOT_TAKEN.has(failure.kind)) throw failure.advising(NOT_POSTED);
		const unknown = unknownOutcome(failure);
		submissions.set(item, { unknown });
		// Of an execution that was stopped the item's end is told in the log as a whole.
		if (!loop.getExecutionCancelSignal()?.aborted) {
			const { quote } = await run.deskFor(loop);
			loop.logger.warn(`Item ${item} may be live or not: ${quote(failure.message)}`);
		}
		throw unknown;
	}
}

/**
 * `pagination` hook of every operation that posts: sends the post at most once in a run, and waits for its job where
 * the operation has `waitForCompletion` and it is on. An answer without `outputJobId` (a carousel's) is final.
 */
export const submitForItem = forItem(async function (request, fields) {
	const { job, posted } = await post(this, request);
	if (!fields.waitForCompletion || !namesJob(job)) return [beside(job, posted)];

	const { submissions } = runOf(this);
	const item = this.getItemIndex();
	const final = await waitForJob(this, request, fields, {
		job,
		wasAccepted: true,
		onSeen: (seen) => submissions.set(item, { job: seen, posted }),
	});
	return [beside(final, posted)];
});
