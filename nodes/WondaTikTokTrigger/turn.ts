import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { asFailure } from '../shared/failures/connection';
import { Failure } from '../shared/failures/failure';
import type { Asking } from '../shared/operations/ask';
import type { Desk } from '../shared/run/desk';
import { steadyNow } from '../shared/run/clock';
import type { Party } from '../shared/run/gate';

/** A request without an answer is given up after this time. */
export const REQUEST_MS = 15_000;

/** A request that has not had its turn so long after the poll began is not sent: a poll has ended before the next one begins. */
const TURNS_MS = 15_000;

/** One poll. It takes turns with the runs that use the same key, and gives up as a whole. */
export interface Poll extends Asking, Party {
	context: IPollFunctions;
	/** Aborts when nothing more is sent. */
	over: AbortSignal;
}

export const pollOf = (context: IPollFunctions, desk: Desk): Poll => ({
	context,
	desk,
	startedAt: steadyNow(),
	gaveUp: {},
	over: AbortSignal.timeout(TURNS_MS),
});

const heldBack = () =>
	new Failure('limited', {
		message: 'Requests to Wonda are held back for now',
		description: 'Wonda has asked the runs with this API key to come back later.',
	});

/**
 * Sends a request of a poll through the gate, behind what posts. It does not wait for a closed gate, and bears no refusal.
 *
 * @throws Failure what the request throws; of kind `limited` where it was not sent
 */
export async function inTurn<T>(poll: Poll, request: () => Promise<T>): Promise<T> {
	const gate = poll.desk.gate();
	if (gate.opensAt('look') > steadyNow()) throw heldBack();
	const pass = { lane: 'look', run: poll, patienceMs: 0, signal: poll.over } as const;
	return await gate.pass(request, pass).catch((error: unknown) => {
		const failure = asFailure(error);
		throw failure.kind === 'stopped' ? heldBack() : failure;
	});
}

/** What a poll has found out. */
export interface Tidings {
	/** What is known from now on. */
	known: IDataObject;
	/** The JSON of the items, each of which is told this once. */
	found: IDataObject[];
	/** Why not all was seen that was looked for. */
	trouble?: Failure;
}

/** Makes tidings of what a poll has seen and what is known by then; nothing is known where the trigger begins anew. */
export type Telling = (known: IDataObject | undefined) => Tidings;

/** A choice of "Trigger On". */
export interface TriggerEvent {
	/** What is watched: with something else the trigger begins anew. Throws Failure for a value that a field does not offer. */
	scope(context: IPollFunctions): string[];
	/**
	 * Looks at the service. What it gives is called as soon as the memory can be changed, without a pause between.
	 *
	 * @param known what is known now
	 * @throws Failure where nothing could be seen
	 */
	look(poll: Poll, known: IDataObject | undefined): Promise<Telling>;
	/** The JSON of an item as it could come. Throws Failure where there is none. */
	example(poll: Poll): Promise<IDataObject>;
}
