import type {
	IExecuteSingleFunctions,
	IN8nHttpFullResponse,
	INodeExecutionData,
} from 'n8n-workflow';

import { isEmpty, Refused, unreadable } from '../failures/refusal';
import { isObject, jsonOf, listIn } from './listIn';

const isSuccess = (status: number) => status >= 200 && status < 300;

/** The body of a success, whatever it is. */
function bodyOf(response: IN8nHttpFullResponse): unknown {
	if (!isSuccess(response.statusCode)) throw new Refused(response);
	return response.body;
}

/**
 * `postReceive` hook: passes an answer that is a JSON object on as one item.
 *
 * @throws Refused for every status that is no success; only who sent the request knows what it means
 * @throws Failure for an answer that is no JSON object (a gateway's page, a list, or nothing)
 */
export async function readAnswer(
	this: IExecuteSingleFunctions,
	_items: INodeExecutionData[],
	response: IN8nHttpFullResponse,
): Promise<INodeExecutionData[]> {
	const body = bodyOf(response);
	if (!isObject(body)) throw unreadable(response);

	return [{ json: body }];
}

/**
 * `postReceive` hook for an answer that may be empty (`DELETE /publish/scheduled/{outputJobId}`, whose body is not
 * documented): one item with whatever the service answered.
 *
 * @throws what `readAnswer` does, save that nothing is fine
 */
export async function readCancellation(
	this: IExecuteSingleFunctions,
	items: INodeExecutionData[],
	response: IN8nHttpFullResponse,
): Promise<INodeExecutionData[]> {
	return isEmpty(bodyOf(response)) ? [{ json: {} }] : await readAnswer.call(this, items, response);
}

/**
 * `postReceive` hook: one item for each entry of a list. One that is no object stands under `value`.
 *
 * @throws what `readAnswer` does, save that a list is fine
 */
export async function readList(
	this: IExecuteSingleFunctions,
	_items: INodeExecutionData[],
	response: IN8nHttpFullResponse,
): Promise<INodeExecutionData[]> {
	const body = bodyOf(response);
	if (!isObject(body) && !Array.isArray(body)) throw unreadable(response);

	// An object without any array is one entry, so that nothing is lost.
	return (listIn(body) ?? [body]).map((entry) => ({ json: jsonOf(entry) }));
}
