import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** One operation: its entry in the list, with its route, and its fields in the order of the screen. */
export interface Operation {
	option: INodePropertyOptions;
	/** Operations that share a field hold one and the same object. */
	fields: INodeProperties[];
}

/** One resource, and its operations in the order of their names. */
export interface Resource {
	option: INodePropertyOptions;
	operations: [Operation, ...Operation[]];
	/** The operation that is chosen at first; the first one where none is named. */
	defaultOperation?: Operation;
}
