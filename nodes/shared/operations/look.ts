import type { IDataObject, IExecutePaginationFunctions, INodeExecutionData } from 'n8n-workflow';

import { asFailure } from '../failures/connection';
import { Failure } from '../failures/failure';
import type { Fields } from '../rules/readFields';
import type { Lane } from '../run/gate';
import { forItem, type ItemRequest } from './item';
import { send } from './send';

/** n8n's engine fails with more entries from one node than some 100,000; it hands them over as arguments of a call. */
const MOST_ENTRIES = 50_000;

/** Where n8n hides Limit, because Return All is a text that says false, its default counts. */
const USUAL_LIMIT = 50;

const UNCHANGED = 'Nothing was posted or changed, so it is safe to run again.';

const CANCELED_OR_NOT =
	'The post may be canceled or not: look at Scheduled Post > Get Many, and cancel it again if it is still there.';

/** Sends a request that posts nothing; where there was no usable answer, the failure says what to do. */
async function ask(
	loop: IExecutePaginationFunctions,
	request: ItemRequest,
	lane: Lane,
	advice = UNCHANGED,
): Promise<INodeExecutionData[]> {
	try {
		return await send(loop, request, { lane });
	} catch (error) {
		throw asFailure(error).whereBroken(advice);
	}
}

/** The request with a checked ID at the end of its path (rules 12 and 14). */
function about(id: unknown, { options, ...request }: ItemRequest): ItemRequest {
	return { ...request, options: { ...options, url: `${options.url}${String(id)}` } };
}

/** The entries that the user asked for. What the API lists knows no limit, so it is applied here. */
function limited(entries: INodeExecutionData[], { returnAll, limit = USUAL_LIMIT }: Fields) {
	const wanted = returnAll ? entries : entries.slice(0, limit as number);
	if (wanted.length <= MOST_ENTRIES) return wanted;
	throw new Failure('refused', {
		message: `Wonda's list has ${wanted.length} entries, and n8n takes no more than ${MOST_ENTRIES} from one node at once`,
		description: `Turn off Return All, and set Limit to ${MOST_ENTRIES} at most.`,
	});
}

/** `pagination` hook of a list. */
export const listForItem = forItem(async function (request, fields) {
	return limited(await ask(this, request, 'look'), fields);
});

/** `pagination` hook of Job > Get. */
export const jobForItem = forItem(async function (request, { outputJobId }) {
	return await ask(this, about(outputJobId, request), 'look');
});

/** `pagination` hook of Media > Get. */
export const mediaForItem = forItem(async function (request, { mediaId }) {
	return await ask(this, about(mediaId, request), 'look');
});

/** `pagination` hook of Scheduled Post > Cancel: the ID, and whatever the service answered. */
export const cancelForItem = forItem(async function (request, { outputJobId }) {
	const [answer] = await ask(this, about(outputJobId, request), 'post', CANCELED_OR_NOT);
	return [{ json: { outputJobId, ...answer?.json } as IDataObject }];
});
