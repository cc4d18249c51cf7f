import type { IExecutePaginationFunctions, INodeExecutionData } from 'n8n-workflow';

import { quoteFor } from '../failures/apiKey';
import { askedBy } from '../failures/asked';
import { asFailure } from '../failures/connection';
import type { Failure, FailureKind } from '../failures/failure';
import { refusal, Refused } from '../failures/refusal';
import type { ItemRequest } from './item';
import { growingPauseMs, MAX_PAUSE_MS, pause } from '../run/pause';
import { runOf } from '../run/run';

/** After faults that pass, a request that is safe to repeat is sent at most this often. */
const MAX_REPEATS = 5;

/** Faults that pass; what became of the request is not known. */
export const PASSING = new Set<FailureKind>(['unreached', 'broken']);

type Attempt = (request: ItemRequest) => Promise<INodeExecutionData[]>;

/** A request, or what makes it, attempts it and cleans up behind it: a body that is a stream can be sent once only. */
export type RequestSource = ItemRequest | ((attempt: Attempt) => Promise<INodeExecutionData[]>);

/**
 * Sends one request in one of the run's places.
 *
 * @param source the request, left as it is, or what makes it anew for each attempt
 * @param patient whether to keep the pace that the service takes requests at, and to come back when it asks for that
 * @returns the answer as the operation's `postReceive` hooks shape it
 * @throws Failure whatever goes wrong
 */
export async function sendOnce(
	loop: IExecutePaginationFunctions,
	source: RequestSource,
	patient = true,
): Promise<INodeExecutionData[]> {
	const signal = loop.getExecutionCancelSignal();

	const attempt = async (request: ItemRequest) =>
		await loop.makeRoutingRequest(copyOf(request)).catch(async (error: unknown) => {
			throw error instanceof Refused
				? refusal(error.response, await quoteFor(loop), askedBy(request.options))
				: asFailure(error, signal);
		});
	return await runOf(loop).inPlace(
		async () => (typeof source === 'function' ? await source(attempt) : await attempt(source)),
		{ signal, patient },
	);
}

/** n8n writes into what it sends. */
const copyOf = (request: ItemRequest): ItemRequest => ({
	...request,
	options: { ...request.options, headers: { ...request.options.headers } },
});

/**
 * Sends a request, and sends it again when the service said that it did not take it (429), at the pace of the run.
 *
 * @param repeatable whether it does no harm when the service takes it twice; then it is sent again after faults that
 * pass as well
 * @throws Failure whatever else goes wrong, and when the service asks for too long or things go wrong too often
 */
export async function send(
	loop: IExecutePaginationFunctions,
	source: RequestSource,
	{ repeatable = false } = {},
): Promise<INodeExecutionData[]> {
	const most = repeatable ? MAX_REPEATS : 1;
	for (let sends = 1; ; sends++) {
		try {
			return await sendOnce(loop, source);
		} catch (error) {
			const failure = asFailure(error);
			const { retryAfterMs = 0 } = failure.facts;
			if (!PASSING.has(failure.kind) || sends >= most || retryAfterMs > MAX_PAUSE_MS) {
				throw sentInVain(failure);
			}
			await pause(retryAfterMs || growingPauseMs(sends), loop.getExecutionCancelSignal());
		}
	}
}

function sentInVain(failure: Failure): Failure {
	const { retryAfterMs } = failure.facts;
	if (failure.kind !== 'limited' || retryAfterMs === undefined) return failure;
	return failure.advising(`Wonda asks to wait ${Math.ceil(retryAfterMs / 1000)} seconds.`);
}
