import { Failure } from '../failures/failure';
import { show } from '../rules/list';
import { forItem } from './item';

/**
 * `pagination` hook of an operation that is not there, in a workflow that was written without the editor. n8n refuses none: it
 * would send `GET /` to the base URL, and take the answer for a success.
 */
export const refuseForItem = forItem(function () {
	const { resource, operation } = this.getNode().parameters;
	// Of a resource that is not there n8n has removed the operation.
	const named = operation === undefined ? '' : `operation ${show(operation)} of the `;
	throw new Failure('invalid', {
		message: `There is no ${named}resource ${show(resource)}`,
		description:
			'Choose the resource and the operation from their lists and run again. Nothing was sent.',
	});
});
