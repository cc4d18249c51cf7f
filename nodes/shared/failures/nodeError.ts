import { NodeApiError, type IExecuteSingleFunctions, type INode } from 'n8n-workflow';

import type { Failure } from './failure';

/**
 * n8n's error for a failure: its first line says what happened, its description what to do.
 *
 * @param itemIndex the item that failed, where it was one
 */
export function nodeError(node: INode, failure: Failure, itemIndex?: number): NodeApiError {
	const { message, description, httpStatus, outputJobId, status } = failure.facts;
	const error = new NodeApiError(
		node,
		{ message },
		{ message, description, httpCode: httpStatus?.toString(), itemIndex },
	);
	// n8n replaces a text in which it finds the name of a system error ("preexisting" holds EEXIST).
	error.message = message;
	if (outputJobId !== undefined) Object.assign(error.context, { outputJobId, status });
	return error;
}

/** The failure without the API key, should an answer have repeated it. */
export async function withoutKey(
	context: IExecuteSingleFunctions,
	failure: Failure,
): Promise<Failure> {
	// A credential that cannot be read any more must not hide what happened to a post.
	const { apiKey } = await context
		.getCredentials<{ apiKey: string }>('wondaApi')
		.catch(() => ({ apiKey: '' }));
	const key = apiKey.trim();
	if (key === '') return failure;

	const hide = (text: string) => text.replaceAll(key, '[API key]');
	return failure.with({
		message: hide(failure.facts.message),
		description: hide(failure.facts.description),
	});
}
