import {
	NodeOperationError,
	type IDataObject,
	type INodeExecutionData,
	type IPollFunctions,
} from 'n8n-workflow';

import { asFailure } from '../shared/failures/connection';
import { Failure } from '../shared/failures/failure';
import { nodeError } from '../shared/failures/nodeError';
import { deskOf } from '../shared/run/desk';
import { shortHash } from '../shared/run/shortHash';
import { chosen } from './chosen';
import { newMedia } from './events/newMedia';
import { scheduledPostEnded } from './events/scheduledPostEnded';
import { passes } from './faults';
import { triggerOn } from './fields';
import { Memory } from './memory';
import { pollOf, type Poll, type TriggerEvent } from './turn';

/** By the values of "Trigger On". */
const EVENTS = { newMedia, scheduledPostEnded };

const LOOKS_AGAIN = 'What is new comes with the next poll that reaches Wonda.';

/**
 * Bears a fault that passes until it stays. Nothing is lost by it, since what was known stays known.
 *
 * @throws Failure for what does not pass by itself, for what stays, and where nothing is known yet
 */
function bear(fault: Failure, memory: Memory): void {
	if (!passes(fault.kind) || !memory.known) throw fault;
	const times = memory.countFault();
	if (times !== undefined) {
		throw fault.advising(`It was so in ${times} polls in a row. ${LOOKS_AGAIN}`);
	}
}

/** What is new since the last poll. The first poll of a scope finds nothing; it remembers what is there. Throws Failure. */
async function newsOf(event: TriggerEvent, memory: Memory, poll: Poll): Promise<IDataObject[]> {
	const tellOf = await event.look(poll, memory.known).catch((error: unknown) => asFailure(error));
	if (tellOf instanceof Failure) {
		bear(tellOf, memory);
		return [];
	}
	const { known, found, trouble } = tellOf(memory.known);
	memory.keep(known);
	if (!trouble) memory.forgetFaults();
	else if (found.length === 0) bear(trouble, memory);
	return found;
}

/**
 * `poll` of the trigger, which n8n calls when the workflow is activated, then at the times that were chosen, and, in the mode
 * `manual`, for "Fetch Test Event": that gives one example and changes nothing.
 *
 * @returns items, or null where there is nothing new
 * @throws NodeApiError in the words of the node; when the workflow is activated, n8n does not start the trigger then, and shows it
 */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const desk = await deskOf(context);
	try {
		const name = chosen(context, triggerOn) as keyof typeof EVENTS;
		const event: TriggerEvent = EVENTS[name];
		const scope = shortHash([desk.baseUrl, name, ...event.scope(context)]);
		const current = pollOf(context, desk);
		const found =
			context.getMode() === 'manual'
				? [await event.example(current)]
				: await newsOf(event, new Memory(context, scope), current);
		return found.length > 0 ? [found.map((json) => ({ json }))] : null;
	} catch (error) {
		if (error instanceof Failure) throw nodeError(context.getNode(), error.without(desk.hide));
		throw new NodeOperationError(context.getNode(), error as Error);
	}
}
