import type {
	IDataObject,
	IExecuteSingleFunctions,
	IN8nHttpFullResponse,
	INodeExecutionData,
} from 'n8n-workflow';

import { isEmpty, refusal, unreadable } from '../failures/refusal';
import { listIn } from './listIn';

const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const isSuccess = (status: number) => status >= 200 && status < 300;

/**
 * `postReceive` hook: passes a JSON answer on as one item.
 *
 * @throws Failure for every status that is no success, and for an answer that is not JSON (a gateway's page, or nothing)
 */
export async function readAnswer(
	this: IExecuteSingleFunctions,
	_items: INodeExecutionData[],
	response: IN8nHttpFullResponse,
): Promise<INodeExecutionData[]> {
	if (!isSuccess(response.statusCode)) throw refusal(response);
	if (!isObject(response.body) && !Array.isArray(response.body)) throw unreadable(response);

	return [{ json: response.body as IDataObject }];
}

/**
 * `postReceive` hook for an answer that may be empty (`DELETE /publish/scheduled/{outputJobId}`): one item with
 * the job's ID and whatever the service answered.
 *
 * @throws Failure like `readAnswer`, save that nothing is fine
 */
export async function readCancellation(
	this: IExecuteSingleFunctions,
	items: INodeExecutionData[],
	response: IN8nHttpFullResponse,
): Promise<INodeExecutionData[]> {
	const nothing = isSuccess(response.statusCode) && isEmpty(response.body);
	const answer = nothing ? [] : await readAnswer.call(this, items, response);

	const id = this.getNodeParameter('outputJobId', undefined, { extractValue: true });
	const outputJobId = String(id).trim();
	return [{ json: { outputJobId, ...answer[0]?.json } }];
}

const limitOf = (context: IExecuteSingleFunctions) =>
	Number(context.getNodeParameter('limit', Infinity));

/**
 * `postReceive` hook: one item for each entry of a list. The shape of the scheduled list is not documented: an array,
 * or an object that holds one. An object without any array is one entry, so that nothing is lost.
 */
export async function splitList(
	this: IExecuteSingleFunctions,
	items: INodeExecutionData[],
): Promise<INodeExecutionData[]> {
	const answer: unknown = items[0]?.json ?? [];
	const list = listIn(answer) ?? [answer];
	const returnAll = String(this.getNodeParameter('returnAll', false)).trim().toLowerCase();
	const most = returnAll === 'true' ? undefined : limitOf(this);

	return list.slice(0, most).map((entry) => ({
		json: isObject(entry) ? entry : { value: entry as string },
	}));
}
