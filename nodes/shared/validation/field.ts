import type { INodeProperties } from 'n8n-workflow';

import type { Validate } from './validation';

/** A field of an operation: what the panel shows, and how its value is validated. */
export interface Field {
	/** Operations that share a field share this object. */
	property: INodeProperties;
	/** A notice has no value, and a collection those of its fields. */
	validate?: Validate;
	/** Whether the validator needs the values of fields that the panel shows behind this one. */
	isValidatedLast?: true;
	/** What can be added to a collection. */
	fields?: Field[];
}
