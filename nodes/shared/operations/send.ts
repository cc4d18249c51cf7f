import type { IExecutePaginationFunctions, INodeExecutionData } from 'n8n-workflow';

import { askedBy } from '../failures/asked';
import { asFailure } from '../failures/connection';
import type { Failure, FailureKind } from '../failures/failure';
import { refusal, Refused } from '../failures/refusal';
import { PATIENCE_MS, type Lane } from '../run/gate';
import { growingPauseMs, pause } from '../run/pause';
import { runOf } from '../run/run';
import type { ItemRequest } from './item';

/** After faults that pass, a request that is safe to repeat is sent at most this often. */
const MAX_REPEATS = 5;

/** Faults that pass; what became of the request is not known. */
export const PASSING = new Set<FailureKind>(['unreached', 'broken']);

type Attempt = (request: ItemRequest) => Promise<INodeExecutionData[]>;

/** A request, or what makes it, attempts it and cleans up behind it: a body that is a stream can be sent once only. */
export type RequestSource = ItemRequest | ((attempt: Attempt) => Promise<INodeExecutionData[]>);

interface Terms {
	/** What the request is for. */
	lane: Lane;
	/** How long to bear refusals in a row, in milliseconds; five minutes where it is not named. */
	patienceMs?: number;
}

/**
 * Sends a request when its turn has come, and again when the service said that it did not take it (429).
 *
 * @param source the request, left as it is, or what makes it anew for each attempt
 * @returns the answer as the operation's `postReceive` hooks shape it
 * @throws Failure whatever goes wrong
 */
export async function sendOnce(
	loop: IExecutePaginationFunctions,
	source: RequestSource,
	terms: Terms,
): Promise<INodeExecutionData[]> {
	const signal = loop.getExecutionCancelSignal();
	const run = runOf(loop);
	const { gate, quote } = await run.deskFor(loop);

	const attempt = async (request: ItemRequest) =>
		await loop.makeRoutingRequest(copyOf(request)).catch((error: unknown) => {
			throw error instanceof Refused
				? refusal(error.response, quote, askedBy(request.options))
				: asFailure(error, signal);
		});
	const request = async () =>
		typeof source === 'function' ? await source(attempt) : await attempt(source);
	return await gate().pass(request, { ...terms, run: run.currentTry, signal });
}

/** n8n writes into what it sends. */
const copyOf = (request: ItemRequest): ItemRequest => ({
	...request,
	options: { ...request.options, headers: { ...request.options.headers } },
});

/**
 * Sends a request that changes nothing when the service takes it twice: again after faults that pass, too.
 *
 * @throws Failure whatever else goes wrong, and when the service asks for too long or things go wrong too often
 */
export async function sendRepeatable(
	loop: IExecutePaginationFunctions,
	source: RequestSource,
	terms: Terms,
): Promise<INodeExecutionData[]> {
	for (let sends = 1; ; sends++) {
		try {
			return await send(loop, source, terms);
		} catch (error) {
			const failure = asFailure(error);
			const { retryAfterMs = 0 } = failure.facts;
			const repeat = PASSING.has(failure.kind) && sends < MAX_REPEATS;
			if (!repeat || retryAfterMs > PATIENCE_MS) throw failure;
			await pause(retryAfterMs || growingPauseMs(sends), loop.getExecutionCancelSignal());
		}
	}
}

/**
 * Sends a request once, save when the service said that it did not take it.
 *
 * @throws Failure whatever goes wrong; one that was refused for now says how long Wonda asks to wait
 */
export async function send(
	loop: IExecutePaginationFunctions,
	source: RequestSource,
	terms: Terms,
): Promise<INodeExecutionData[]> {
	try {
		return await sendOnce(loop, source, terms);
	} catch (error) {
		throw sentInVain(asFailure(error));
	}
}

function sentInVain(failure: Failure): Failure {
	const { retryAfterMs } = failure.facts;
	if (failure.kind !== 'limited' || retryAfterMs === undefined) return failure;
	return failure.advising(`Wonda asks to wait ${Math.ceil(retryAfterMs / 1000)} seconds.`);
}
