import type { IExecutePaginationFunctions, INodeExecutionData } from 'n8n-workflow';

import { asFailure } from './connection';
import type { Failure, FailureKind } from './failure';
import { forItem, type ItemRequest } from './item';
import { pause } from './pause';
import { runOf } from './run';

/** A request that the service asks to send later is sent at most this often. */
const MAX_SENDS = 8;

/** After faults that pass, a request that is safe to repeat is sent at most this often. */
const MAX_REPEATS = 5;

/** Faults that pass; what became of the request is not known. */
export const PASSING = new Set<FailureKind>(['unreached', 'broken']);

/** A longer pause would hold the workflow too long: the user is told when to come back. */
const MAX_PAUSE_MS = 5 * 60 * 1000;

/** First pause where the service names none; it doubles each time, less a random part. */
const FIRST_PAUSE_MS = 1000;

type Attempt = (request: ItemRequest) => Promise<INodeExecutionData[]>;

/** A request, or what makes it, attempts it and cleans up behind it: a body that is a stream can be sent once only. */
export type RequestSource = ItemRequest | ((attempt: Attempt) => Promise<INodeExecutionData[]>);

function growingPauseMs(sends: number): number {
	const full = FIRST_PAUSE_MS * 2 ** (sends - 1);
	return Math.ceil(full * (0.5 + Math.random() / 2));
}

/**
 * Sends one request in one of the run's places.
 *
 * @param source the request, left as it is, or what makes it anew for each attempt
 * @param patient whether to keep the pause for which the run is closed
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
		await loop.makeRoutingRequest(copyOf(request)).catch((error: unknown) => {
			throw asFailure(error, signal);
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

/** How often a request may be sent in all, by what went wrong. */
function mostSends({ kind }: Failure, repeatable: boolean): number {
	if (kind === 'limited') return MAX_SENDS;
	return repeatable && PASSING.has(kind) ? MAX_REPEATS : 1;
}

/**
 * Sends a request, and sends it again when the service said that it did not take it (429): after the time it
 * names, else after growing pauses.
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
	for (let sends = 1; ; sends++) {
		try {
			return await sendOnce(loop, source);
		} catch (error) {
			const failure = asFailure(error);
			const pauseMs = failure.facts.retryAfterMs ?? growingPauseMs(sends);
			if (sends >= mostSends(failure, repeatable) || pauseMs > MAX_PAUSE_MS) {
				throw sentInVain(failure);
			}
			if (failure.kind === 'limited') runOf(loop).closeFor(pauseMs);
			else await pause(pauseMs, loop.getExecutionCancelSignal());
		}
	}
}

function sentInVain(failure: Failure): Failure {
	const { retryAfterMs } = failure.facts;
	if (failure.kind !== 'limited' || retryAfterMs === undefined) return failure;
	return failure.advising(`Wonda asks to wait ${Math.ceil(retryAfterMs / 1000)} seconds.`);
}

/** `pagination` hook of the operations that send one request and post nothing. */
export const sendForItem = forItem(async function (request) {
	return await send(this, request);
});
