import { NodeApiError, type INode } from 'n8n-workflow';

import type { Failure } from './failure';

/**
 * A description as n8n's editor shows it: it takes the text as HTML, in which a line break is nothing, and what a service or a
 * user wrote could be a line, a link or a picture of its own.
 */
export const asHtml = (text: string): string =>
	text.replaceAll('<', '&lt;').replaceAll('\n', '<br>\n');

/**
 * n8n's error for a failure: its first line says what happened, its description what to do.
 *
 * @param itemIndex the item that failed, where it was one
 */
export function nodeError(node: INode, failure: Failure, itemIndex?: number): NodeApiError {
	const { message } = failure;
	const { httpStatus, outputJobId, status, mayBeLive } = failure.facts;
	const description = asHtml(failure.facts.description);
	const error = new NodeApiError(
		node,
		{ message },
		{ message, description, httpCode: httpStatus?.toString(), itemIndex },
	);
	// n8n replaces a text in which it finds the name of a system error ("preexisting" holds EEXIST).
	error.message = message;
	if (outputJobId !== undefined) Object.assign(error.context, { outputJobId, status });
	if (mayBeLive) Object.assign(error.context, { mayBeLive });
	return error;
}
