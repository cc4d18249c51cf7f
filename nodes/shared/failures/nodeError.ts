import { NodeApiError, type INode } from 'n8n-workflow';

import type { Failure } from './failure';

/** Lines of a description, as n8n's editor shows them: it takes the text as HTML, in which a line break is nothing. */
export const joinLines = (lines: string[]): string => lines.join('<br>\n');

/**
 * n8n's error for a failure: its first line says what happened, its description what to do.
 *
 * @param itemIndex the item that failed, where it was one
 */
export function nodeError(node: INode, failure: Failure, itemIndex?: number): NodeApiError {
	const { message } = failure;
	const { httpStatus, outputJobId, status } = failure.facts;
	const description = joinLines(failure.facts.description.split('\n'));
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
