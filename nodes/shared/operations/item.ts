import type {
	DeclarativeRestApiSettings,
	IDataObject,
	IExecutePaginationFunctions,
	IHttpRequestOptions,
	INodeExecutionData,
	NodeApiError,
} from 'n8n-workflow';

import { ApiClient } from '../api/client';
import type { ApiRequest } from '../api/transport';
import type { RequestKind } from '../api/errorTexts';
import { Failure } from '../api/failure';
import { nodeError } from '../api/nodeError';
import { asFailure } from '../api/requestFailure';
import { abortable } from '../api/time';
import type { Attempt } from '../execution/attempt';
import { executionStateFor, type ExecutionState } from '../execution/executionState';
import { readFields } from '../validation/readFields';
import type { Field, Values } from '../validation/validation';
import { validationFailure } from './validateItem';

/** One item on its way through an operation. */
export interface Item {
	context: IExecutePaginationFunctions;
	index: number;
	/** The request that n8n's routing has made of the fields, with the values as the API takes them. */
	request: ApiRequest;
	/** The validated values, by parameter path. */
	values: Values;
	client: ApiClient;
	state: ExecutionState;
	/** The try that the item belongs to. */
	owner: Attempt;
	/** The execution's cancel signal. */
	signal?: AbortSignal;
}

/** What an operation does with an item. Returns the JSON of its outputs; throws Failure. */
export type ItemWork = (item: Item) => Promise<IDataObject[]>;

/** How an operation handles its items. */
export interface ItemHandling {
	/** What its request is for. */
	kind: RequestKind;
	fields: Field[];
	work: ItemWork;
}

type PaginationHook = (
	this: IExecutePaginationFunctions,
	request: DeclarativeRestApiSettings.ResultOptions,
) => Promise<INodeExecutionData[]>;

/** The route of an operation, with the IDs in its path filled in: `/jobs/publish/{outputJobId}`. */
const fillIn = (path: string, values: Values) =>
	path.replace(/\{(\w+)\}/g, (_placeholder, name: string) => String(values[name]));

const requestOf = (
	{ method, url, qs, body }: IHttpRequestOptions,
	kind: RequestKind,
	values: Values,
): ApiRequest => ({
	kind,
	method,
	// Of an operation that does not exist n8n has no URL.
	path: fillIn(url ?? '', values),
	qs,
	...(method === 'POST' && { body: body as IDataObject }),
});

/** What a failed item looks like where the node continues on errors: n8n keeps it whole if `error` is its only key. */
const errorJson = ({ message, facts }: Failure): IDataObject => {
	const { description, outputJobId, status, mayBeLive, job } = facts;
	return { error: { message, description, outputJobId, status, mayBeLive, job } };
};

/**
 * The `pagination` hook of an operation, in which n8n hands over the whole request loop of an item: validates the fields, waits
 * for the validation of the batch, runs the work, pairs each output with its item, and turns a failure into an error, or into an
 * item where the node continues on errors.
 */
export const forItem = ({ kind, fields, work }: ItemHandling): PaginationHook =>
	async function (routed) {
		const options = routed.options as IHttpRequestOptions;
		const index = this.getItemIndex();
		const pairedItem = { item: index };
		const signal = this.getExecutionCancelSignal();
		const state = executionStateFor(this);
		const owner = state.attemptFor(index, this);
		const read = readFields(this, options, fields);
		const clientRead = ApiClient.for(this, options);
		const itemRead = clientRead.then(
			(client): Item => ({
				...{ context: this, index, client, state, owner, signal },
				request: requestOf(options, kind, read.values),
				values: read.values,
			}),
		);
		const validation = abortable(
			itemRead.then(async (item) => await validationFailure(item, read)),
			signal,
		);
		// Nobody may be left to wait for it: an execution that was stopped, or an item that was left out.
		validation.catch(() => {});

		let error: NodeApiError;
		try {
			if (!(await owner.batch.admit(index, validation))) return [];
			const item = await itemRead;
			const outputs = await state.runOnce(index, async () => await work(item));
			return outputs.map((json) => ({ json, pairedItem }));
		} catch (thrown) {
			const { redact, sanitize } = await clientRead;
			const failure = asFailure(thrown).redacted(redact);
			if (signal?.aborted) {
				// n8n ignores what a stopped execution throws or returns, so the log is the only place left.
				const { message, facts } = failure;
				this.logger.warn(`Item ${index}: ${sanitize(`${message}. ${facts.description}`)}`);
				return [];
			}
			if (this.continueOnFail()) return [{ json: errorJson(failure), pairedItem }];
			error = nodeError(this.getNode(), failure, index);
			owner.fail(index, error, failure);
		} finally {
			const { sanitize } = await clientRead;
			owner.settle(sanitize);
		}
		try {
			await abortable(owner.batch.untilErrorsAreHandled(), signal);
		} catch {
			return [];
		}
		throw error;
	};
