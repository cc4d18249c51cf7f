import { NodeApiError, type INode } from 'n8n-workflow';

import type { Failure } from './failure';

/**
 * A description as HTML, which n8n's editor takes it for: line breaks stay line breaks, and what a service or a user wrote can
 * be neither a link nor a picture.
 */
export const asHtml = (text: string): string =>
	text.replaceAll('<', '&lt;').replaceAll('\n', '<br>\n');

/** n8n's error for a failure: its first line says what happened, its description what to do. */
export function nodeError(node: INode, failure: Failure, itemIndex?: number): NodeApiError {
	// n8n takes an execution whose error says "canceled" for one that somebody stopped. A field's problem quotes values as they are.
	const message =
		failure.kind === 'invalid'
			? failure.message
			: failure.message.replaceAll('canceled', 'cancelled');
	const { httpStatus, outputJobId, status, job, mayBeLive } = failure.facts;
	const description = asHtml(failure.facts.description);
	const error = new NodeApiError(
		node,
		{ message },
		{ message, description, httpCode: httpStatus?.toString(), itemIndex },
	);
	// n8n replaces a text in which it finds the name of a system error ("preexisting" contains EEXIST). To the model of an agent
	// it gives the message and the description in one text.
	error.message = node.type.endsWith('Tool') ? `${message}.` : message;
	if (outputJobId !== undefined) Object.assign(error.context, { outputJobId, status });
	if (job) Object.assign(error.context, { job });
	if (mayBeLive) Object.assign(error.context, { mayBeLive });
	return error;
}
