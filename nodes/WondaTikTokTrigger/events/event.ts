import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import type { Failure } from '../../shared/failures/failure';
import type { Poll } from '../turn';

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
