import { NodeApiError, type INode } from 'n8n-workflow';

import { asFailure } from '../../nodes/shared/failures/connection';

export const node: INode = {
	id: '1',
	name: 'Wonda TikTok',
	type: 'n8n-nodes-wonda.wondaTikTok',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** An error as Node makes it. */
export const nodeJsError = (message: string, facts: object) =>
	Object.assign(new Error(message), facts);

/** What n8n 2.x makes of it: Axios' error around it, n8n's own around that. */
export const wrapped = (error: Error & { code?: string }) =>
	new NodeApiError(
		node,
		Object.assign(new Error(error.message, { cause: error }), { code: error.code }) as never,
	);

/** What n8n 1.x keeps of it: its code and its message. */
const remains = ({ message, code }: Error & { code?: string }) =>
	Object.assign(new Error('Words of n8n'), { httpCode: code, messages: [message] });

/** What is known of an error in each of its forms: bare, and as each n8n throws it. */
export const kindsOf = (error: Error) =>
	[error, wrapped(error), remains(error)].map((form) => asFailure(form).kind);

export const UNREACHED = ['unreached', 'unreached', 'unreached'];
export const BROKEN = ['broken', 'broken', 'broken'];
