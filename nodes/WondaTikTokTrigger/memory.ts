import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { isObject } from '../shared/operations/listIn';
import { nextFaults } from './faults';

/** A copy without n8n's observers. What no JSON holds, an `undefined`, is left out. */
const copyOf = (value: unknown): unknown =>
	value === undefined ? undefined : JSON.parse(JSON.stringify(value));

/**
 * What the trigger remembers from one poll to the next, in n8n's static data of the node:
 * - `scope`: what is watched, with which account. With another one the trigger begins anew
 * - `known`: what the event knows, and needs to tell what is new
 * - `faults`: how often in a row a poll has failed for a passing reason
 *
 * n8n saves it when the workflow is activated and whenever a poll gives items; with durable cursors at every poll. Else what
 * a poll without items has learned lives in n8n's process only.
 */
export class Memory {
	constructor(
		private readonly context: IPollFunctions,
		private readonly scope: string,
	) {}

	private get data(): IDataObject {
		return this.context.getWorkflowStaticData('node');
	}

	/** What is known; undefined where the trigger begins anew. Two polls may overlap, so it is read again before it is changed. */
	get known(): IDataObject | undefined {
		const { scope, known } = this.data;
		const copy = scope === this.scope ? copyOf(known) : undefined;
		return isObject(copy) ? copy : undefined;
	}

	/** Remembers what is known from now on. */
	keep(known: IDataObject): void {
		Object.assign(this.data, { scope: this.scope, known });
	}

	/** A poll has looked at all that it wanted to see. */
	forgetFaults(): void {
		delete this.data.faults;
	}

	/** Counts a fault that passes. Out: how many there were in a row, where it is time to say so. */
	countFault(): number | undefined {
		const { faults, isSaid } = nextFaults(copyOf(this.data.faults), Date.now());
		this.data.faults = { ...faults };
		return isSaid ? faults.times : undefined;
	}
}
