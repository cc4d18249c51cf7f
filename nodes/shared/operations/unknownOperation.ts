import { Failure } from '../api/failure';
import { quoted } from '../validation/text';
import { forItem } from './item';

/**
 * `pagination` hook of an operation that does not exist, in a workflow that was written without the editor: n8n would send
 * `GET /` to the base URL, and take the answer for a success.
 */
export const refuseUnknownOperation = forItem({
	kind: 'read',
	fields: [],
	work({ context }) {
		const { resource, operation } = context.getNode().parameters;
		// Of a resource that does not exist n8n has removed the operation.
		const named = operation === undefined ? '' : `operation ${quoted(operation)} of the `;
		throw new Failure('invalid', {
			message: `There is no ${named}resource ${quoted(resource)}`,
			description:
				'Choose the resource and the operation from their lists and run again. Nothing was sent.',
		});
	},
});
