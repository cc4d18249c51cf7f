import { hashOf } from '../api/credential';
import { Failure } from '../api/failure';
import { BinaryFile } from '../files/binaryFile';
import { mayPostAgain } from '../execution/submission';
import type { ReadFields } from '../validation/readFields';
import { plainText } from '../validation/text';
import { requestOptionsProblem, type RequestOptions } from '../validation/requestOptions';
import { downloadProblem } from './download';
import type { Item } from './item';

/** The post of an item, as far as an earlier try has made it and no later one may make it again. */
function isAlreadyPosted({ state, index }: Item): boolean {
	const submission = state.submissions.get(index);
	return submission !== undefined && !('job' in submission && mayPostAgain(submission.job));
}

/** The fields whose value contains the API key: no mistake may publish it. */
function keyProblems({ client, values }: Item, { labels }: ReadFields): string[] {
	const holdsKey = (text: string) => client.redact(text) !== text;
	const containsKey = (value: unknown) =>
		[value]
			.flat()
			.flatMap((entry) => (entry instanceof BinaryFile ? [entry.fileName, entry.key] : [entry]))
			.some((text) => typeof text === 'string' && (holdsKey(text) || holdsKey(plainText(text))));
	return Object.entries(values)
		.filter(([, value]) => containsKey(value))
		.map(([path]) => `${labels[path]} contains the API key; remove it`);
}

/** Two items that would create the same post: the usual cause is a node that runs once for each item. */
function duplicateProblem({ client, state, index, request }: Item): string | undefined {
	if (request.kind !== 'publish' && request.kind !== 'schedule') return undefined;
	const { scheduledAt, tiktokAccountId, ...body } = request.body ?? {};
	// UUIDs are the same in any case.
	const account = String(tiktokAccountId).toLowerCase();
	const post = hashOf([client.account, request.path, account, body]);
	const at = typeof scheduledAt === 'string' ? Date.parse(scheduledAt) : 0;
	const other = state.findDuplicate(index, post, at);
	return other === undefined
		? undefined
		: `This would create the same post as item ${other}; turn on Execute Once in the node's settings to post it once, or use each item's own media`;
}

/**
 * What is wrong with an item, as far as that is known before any request to the API (rules of the API's page, and what n8n or Node could not use).
 */
export async function validationFailure(
	item: Item,
	read: ReadFields,
): Promise<Failure | undefined> {
	// A time that was accepted in an earlier try may have come too near meanwhile.
	if (isAlreadyPosted(item)) return undefined;
	if (item.client.unusable) return item.client.unusable;

	const requestOptions = item.context.getNodeParameter('requestOptions', {}) as RequestOptions;
	const problems = [
		requestOptionsProblem(requestOptions),
		...(await read.problems),
		...keyProblems(item, read),
	].filter((problem) => problem !== undefined);
	const problem =
		problems.length > 0
			? problems.join('. ')
			: (duplicateProblem(item) ?? (await downloadProblem(item)));
	if (problem === undefined) return undefined;

	const description =
		item.owner.batch.size === 1
			? 'Correct this and run again. Nothing was sent.'
			: `Correct item ${item.index} and run again with that item only. Nothing was sent for it.`;
	const failure = new Failure('invalid', { message: problem, description });
	// The error of a batch names items with other keys.
	return failure.redacted(item.client.redact);
}
