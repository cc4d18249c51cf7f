import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';

import { Failure, type FailureKind } from '../api/failure';
import { asFailure } from '../api/requestFailure';
import { describeJob, mayPostAgain, namesJob, type Submission } from '../execution/submission';
import type { Item, ItemWork } from './item';
import { uploadFiles } from './upload';
import { waitForJob } from './wait';

type Accepted = Extract<Submission, { job: IDataObject }>;

const NOT_POSTED = 'Nothing was posted.';

/** After these a later try may post; after any other failure the post may be live. */
const NOT_TAKEN = new Set<FailureKind>(['invalid', 'refused', 'rateLimited', 'notSent', 'aborted']);

/** What was posted, by the API's names, as it stands beside the answer. */
const POSTED = ['scheduledAt', 'mediaId', 'mediaIds', 'tiktokAccountId', 'caption', 'privacyLevel'];

/** An answer that accepts a post names its job, or, of a carousel, at least one of the others. */
const NAMES_OF_A_POST = [
	'outputJobId',
	'tiktokPublishId',
	'publishId',
	'tiktokMediaId',
	'permalink',
];

/** When a scheduled post is due, on the clock that it was scheduled by and in UTC. */
function dueText({ scheduledAt }: IDataObject): string {
	if (typeof scheduledAt !== 'string') return '';
	const inUtc = DateTime.fromISO(scheduledAt, { zone: 'utc' });
	return `, due at ${scheduledAt}, which is ${inUtc.toISO({ suppressMilliseconds: true })}`;
}

const isNamed = (answer: IDataObject) =>
	NAMES_OF_A_POST.some((name) => answer[name] !== undefined && answer[name] !== null);

const ACCEPTS_NOTHING = new Failure('outcomeUnknown', {
	message: "Wonda's answer names neither a job nor a post",
	description: 'The HTTP status was a success (2xx).',
});

function outcomeUnknown(failure: Failure): Failure {
	const { message, description } = failure.facts;
	return failure.with({
		message: `${message}, so the post may or may not be live`,
		mayBeLive: true,
		description: `It was not sent again, so that it cannot be posted twice. Before you run this again, check the TikTok profile and Scheduled Post > Get Many. ${description}`,
	});
}

/** What a body posts, by the API's names. */
const postedBy = (body: IDataObject): IDataObject =>
	Object.fromEntries(
		POSTED.filter((name) => body[name] !== undefined).map((name) => [name, body[name]]),
	);

/** An answer with what was posted beside it, where the answer has no field of that name. */
const withPosted = (answer: IDataObject, posted: IDataObject): IDataObject => ({
	...answer,
	...posted,
	...answer,
});

/** Uploads the files of an item, then posts it. Throws Failure whatever goes wrong before or after the post left. */
async function post(item: Item): Promise<Accepted> {
	const { client, request, state, owner, index, context } = item;
	const body = await uploadFiles(item).catch((error: unknown) => {
		throw asFailure(error).advising(NOT_POSTED);
	});
	try {
		const job = await client.sendForObject({ ...request, body }, { owner });
		if (!isNamed(job)) throw ACCEPTS_NOTHING;
		const accepted = { job, posted: postedBy(body) };
		state.submissions.set(index, accepted);
		// n8n keeps nothing else of an execution whose process dies.
		const accepts = `Item ${index} was accepted: ${describeJob(job, client.sanitize)}`;
		context.logger.info(`${accepts}${dueText(body)}`);
		return accepted;
	} catch (error) {
		const failure = asFailure(error);
		if (NOT_TAKEN.has(failure.kind)) throw failure.advising(NOT_POSTED);
		const unknown = outcomeUnknown(failure);
		state.submissions.set(index, { unknown });
		// What becomes of an item of a stopped execution is logged as a whole.
		if (!item.signal?.aborted) {
			context.logger.warn(
				`Item ${index} may or may not be live: ${client.sanitize(failure.message)}`,
			);
		}
		throw unknown;
	}
}

/** Posts an item, unless an earlier try of the execution did. */
async function postOnce(item: Item): Promise<Accepted> {
	const { submissions } = item.state;
	const earlier = submissions.get(item.index);
	if (earlier && 'unknown' in earlier) throw earlier.unknown;
	if (earlier && !mayPostAgain(earlier.job)) return earlier;
	submissions.delete(item.index);
	return await post(item);
}

/**
 * Everything that posts: sends the post at most once in an execution, and waits for its job if the operation has
 * `waitForCompletion` and it is on. An answer without `outputJobId` (a carousel's) is final.
 */
export const submit: ItemWork = async (item) => {
	const { job, posted } = await postOnce(item);
	if (!item.values.waitForCompletion || !namesJob(job)) return [withPosted(job, posted)];

	const final = await waitForJob(item, job, true, (seen) =>
		item.state.submissions.set(item.index, { job: seen, posted }),
	);
	return [withPosted(final, posted)];
};
