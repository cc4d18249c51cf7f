import type {
	IDataObject,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	IPollFunctions,
} from 'n8n-workflow';

import { askedBy } from '../failures/asked';
import { asFailure } from '../failures/connection';
import { refusal, toldFailure, unreadable } from '../failures/refusal';
import type { Desk } from '../run/desk';
import { isObject, listIn, tellsOfFailure } from './listIn';

/** A request that changes nothing, made outside of n8n's routing: by the editor, or by a poll. */
export interface Question {
	/** Below the base URL. */
	path: string;
	qs?: IDataObject;
	/** Milliseconds until it is given up; n8n's own five minutes where it is not named. */
	timeout?: number;
}

/** Who asks, and with which credential. */
export interface Asking {
	context: ILoadOptionsFunctions | IPollFunctions;
	desk: Desk;
}

/** An answer with the status of a success. */
async function answerTo(
	{ path, ...question }: Question,
	{ context, desk: { baseUrl, quote, unusable } }: Asking,
): Promise<IN8nHttpFullResponse> {
	if (unusable) throw unusable;
	const response = (await context.helpers.httpRequestWithAuthentication
		.call(context, 'wondaApi', {
			...question,
			baseURL: baseUrl,
			url: path,
			json: true,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		})
		.catch((error: unknown) => {
			throw asFailure(error);
		})) as IN8nHttpFullResponse;

	const isSuccess = response.statusCode >= 200 && response.statusCode < 300;
	if (!isSuccess) throw refusal(response, quote, askedBy({ url: path }));
	return response;
}

/** A list that is all the service has to show, and when it answered. */
export interface WholeList {
	/** Entries, of whatever type. */
	list: unknown[];
	/** By the clock of the service, where its header Date tells; else by that of n8n. Milliseconds since the epoch. */
	answeredAt: number;
}

function listOf(response: IN8nHttpFullResponse): unknown[] {
	const list = listIn(response.body);
	if (!list) throw unreadable(response);
	return list;
}

/**
 * Asks for a list, with the credential of the node.
 *
 * @returns its entries, of whatever type
 * @throws Failure whatever goes wrong, an answer without a list included
 */
export const askForList = async (question: Question, asking: Asking): Promise<unknown[]> =>
	listOf(await answerTo(question, asking));

/**
 * Asks for a list from which is concluded what is there and what is not: an answer that tells of a failure holds none, though
 * a list, an empty one say, may stand beside.
 *
 * @throws Failure whatever goes wrong, an answer without a list included
 */
export async function askForWholeList(question: Question, asking: Asking): Promise<WholeList> {
	const response = await answerTo(question, asking);
	if (tellsOfFailure(response.body)) throw toldFailure(response, asking.desk.quote);
	const date = Date.parse(String(response.headers.date));
	return { list: listOf(response), answeredAt: Number.isNaN(date) ? Date.now() : date };
}

/** Asks for a single JSON object. Throws Failure whatever goes wrong, an answer that is no object included. */
export async function askForObject(question: Question, asking: Asking): Promise<IDataObject> {
	const response = await answerTo(question, asking);
	const { body } = response as { body: unknown };
	if (!isObject(body)) throw unreadable(response);
	return body;
}
