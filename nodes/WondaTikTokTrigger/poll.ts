import {
	NodeOperationError,
	type Failure as PollFailure,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type IPollFunctions,
} from 'n8n-workflow';

import { isObject } from '../shared/api/answers';
import { ApiClient } from '../shared/api/client';
import type { ApiRequest } from '../shared/api/transport';
import { Failure } from '../shared/api/failure';
import { nodeError } from '../shared/api/nodeError';
import { isTransient } from '../shared/api/retry';
import { monotonicNow } from '../shared/api/time';
import { selectedOne, triggerOn } from './fields';
import { TriggerState } from './state';

/** A poll takes no longer, and no more than this share of the time after which n8n abandons it. */
const MAX_POLL_MS = 30_000;
const BUDGET_SHARE = 0.8;

const REQUEST_TIMEOUT_MS = 15_000;

/** n8n 1.x has no budget. */
const budgetMs = (context: Partial<IPollFunctions>) =>
	Math.min(MAX_POLL_MS, BUDGET_SHARE * (context.getPollBudgetMs?.() ?? Infinity));

/** One poll. Its requests come after those that post with the same API key, and end within its budget. */
export class Poll {
	private readonly options;

	constructor(
		readonly context: IPollFunctions,
		private readonly client: ApiClient,
	) {
		const signal = AbortSignal.timeout(budgetMs(context));
		// A pause that Wonda asked for may be longer than a poll, and the next poll sees what this one has missed.
		this.options = { owner: { startedAt: monotonicNow() }, maxWaitMs: 0, signal };
	}

	/** An object of the API. Throws Failure. */
	async get(request: ApiRequest): Promise<IDataObject> {
		const limited = { timeoutMs: REQUEST_TIMEOUT_MS, ...request };
		return await this.client.sendForObject(limited, this.options).catch(this.rethrow);
	}

	/** The first entries of a list of the API. Throws Failure. */
	async list(request: ApiRequest, max: number): Promise<unknown[]> {
		const limited = { timeoutMs: REQUEST_TIMEOUT_MS, ...request };
		const list = await this.client.sendForList(limited, this.options).catch(this.rethrow);
		return list.slice(0, max);
	}

	/** Writes a warning into n8n's log. */
	warn(text: string): void {
		this.context.logger.warn(this.client.sanitize(text));
	}

	private readonly rethrow = (error: unknown): never => {
		if (!this.options.signal.aborted) throw error;
		throw new Failure('outcomeUnknown', {
			message: 'The poll ran out of time',
			description:
				'Wonda answers slowly, or your workflows send many requests with the same API key: those come first.',
		});
	};
}

/**
 * The entries of a list by their ID; entries without a valid one are passed over.
 *
 * @throws Failure if the list has entries, and none with a valid ID
 */
export function entriesById(
	list: unknown[],
	idName: string,
	isValid: (id: unknown) => id is string,
): Map<string, IDataObject> {
	const entries = new Map<string, IDataObject>();
	for (const entry of list.filter(isObject)) {
		const id = entry[idName];
		if (isValid(id) && !entries.has(id)) entries.set(id, entry);
	}
	if (list.length === 0 || entries.size > 0) return entries;
	throw new Failure('outcomeUnknown', {
		message: `No entry of Wonda's list has a valid ${idName}`,
		description: 'Look for a newer version of this node, or check the base URL of the credential.',
	});
}

/** What a poll has found out. */
export interface PollResult {
	/** The JSON of the items. */
	items: IDataObject[];
	/** Why it has not seen everything that it wanted to see. */
	failure?: Failure;
}

/** A choice of "Trigger On". */
export interface TriggerEvent {
	/** What is watched: with other filters the trigger begins anew. Throws Failure for an invalid one. */
	filters(context: IPollFunctions): string[];
	/** Finds what is new and remembers it; the first time it only remembers what is there. Throws Failure if nothing could be seen. */
	check(poll: Poll, state: TriggerState): Promise<PollResult>;
	/** The JSON of an example item. Throws Failure if there is none. */
	example(poll: Poll): Promise<IDataObject>;
}

/**
 * What is new since the last poll. A transient failure changes nothing that is remembered, so it is tolerated until it lasts.
 *
 * @throws Failure that is not transient, that lasts, or that came before anything was remembered
 */
async function newItems(
	event: TriggerEvent,
	poll: Poll,
	state: TriggerState,
): Promise<IDataObject[]> {
	const { items, failure } = await event.check(poll, state).catch((error: unknown) => {
		if (error instanceof Failure) return { items: [], failure: error };
		throw error;
	});
	if (!failure) state.clearFailures();
	if (!failure || items.length > 0) return items;

	const isTolerated = isTransient(failure) || failure.kind === 'rateLimited';
	if (!isTolerated || state.load() === undefined) throw failure;
	const inARow = state.countFailure();
	if (inARow === undefined) return [];
	throw failure.advising(
		`The last ${inARow} polls have failed. The next one that succeeds catches up.`,
	);
}

/** Why a poll failed, as the scheduler of n8n 2.x reads it to decide when to poll again. */
function pollFailure(failure: Failure): PollFailure | undefined {
	const { httpStatus, retryAfterMs } = failure.facts;
	if (httpStatus === 401) return { cause: 'credential-invalid' };
	if (failure.kind === 'rateLimited') return { cause: 'rate-limited', retryAfterMs };
	return isTransient(failure) ? { cause: 'temporarily-unavailable', retryAfterMs } : undefined;
}

function pollError(node: INode, error: unknown, client: ApiClient): Error {
	if (!(error instanceof Failure)) return new NodeOperationError(node, error as Error);
	const failed = nodeError(node, error.redacted(client.redact));
	return Object.assign(failed, { failure: pollFailure(error) });
}

/**
 * `poll` of the trigger. n8n calls it at activation, then at the poll times, and in the mode `manual` for "Fetch Test Event",
 * which gives one example and changes nothing.
 *
 * @throws NodeApiError at activation n8n shows it and does not start the trigger; later it becomes a failed execution
 */
export async function runPoll(
	context: IPollFunctions,
	events: Readonly<Record<string, TriggerEvent>>,
): Promise<INodeExecutionData[][] | null> {
	const client = await ApiClient.for(context);
	try {
		const name = selectedOne(context, triggerOn);
		const event = events[name] as TriggerEvent;
		const state = new TriggerState(context, [client.account, name, ...event.filters(context)]);
		const poll = new Poll(context, client);
		const items =
			context.getMode() === 'manual'
				? [await event.example(poll)]
				: await newItems(event, poll, state);
		return items.length > 0 ? [items.map((json) => ({ json }))] : null;
	} catch (error) {
		throw pollError(context.getNode(), error, client);
	}
}
