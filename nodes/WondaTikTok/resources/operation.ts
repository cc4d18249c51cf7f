import type { INodePropertyOptions, IHttpRequestMethods } from 'n8n-workflow';

import { forItem, type ItemHandling } from '../../shared/operations/item';
import type { Field } from '../../shared/validation/validation';

/** One operation: its entry in the list, with its route, and its fields in the order of the panel. */
export interface Operation {
	option: INodePropertyOptions;
	fields: Field[];
}

/** One resource, with its operations in the order of their names. */
export interface Resource {
	name: string;
	value: string;
	operations: [Operation, ...Operation[]];
	/** The operation that is chosen at first; the first one by default. */
	defaultOperation?: Operation;
}

interface OperationDefinition extends ItemHandling {
	name: string;
	value: string;
	action: string;
	description: string;
	/** The API's route; `{outputJobId}` in its URL stands for the value of that field. */
	route: { method: IHttpRequestMethods; url: string };
}

/** Makes an operation whose route n8n sends through the hook that handles its items. */
export const operation = ({
	route,
	kind,
	fields,
	work,
	...option
}: OperationDefinition): Operation => ({
	option: {
		...option,
		routing: {
			request: route,
			send: { paginate: true },
			operations: { pagination: forItem({ kind, fields, work }) },
		},
	},
	fields,
});
