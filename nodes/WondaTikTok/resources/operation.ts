import {
	updateDisplayOptions,
	type INodeProperties,
	type INodePropertyOptions,
} from 'n8n-workflow';

/** One operation: its entry in the list, with its route, and its fields. */
export interface Operation {
	option: INodePropertyOptions;
	fields: INodeProperties[];
}

/**
 * The properties of a resource: the list of its operations, then the fields of each, shown only for it.
 *
 * @param resource value of the resource
 * @param operations in the order of their names; the first one is the default unless another is named
 */
export function describeResource(
	resource: string,
	operations: [Operation, ...Operation[]],
	defaultOperation = operations[0].option.value,
): INodeProperties[] {
	return [
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			displayOptions: { show: { resource: [resource] } },
			options: operations.map(({ option }) => option),
			default: defaultOperation,
		},
		...operations.flatMap(({ option, fields }) =>
			updateDisplayOptions({ show: { resource: [resource], operation: [option.value] } }, fields),
		),
	];
}
