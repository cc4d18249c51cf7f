import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import { refuseUnknownOperation } from '../../shared/operations/unknownOperation';
import type { Operation, Resource } from './operation';

/** The fields that the panel shows for a resource and an operation, by their values in saved workflows. */
interface Panel {
	resource: string;
	operation: string;
	fields: INodeProperties[];
}

/**
 * The properties of the node: the list of resources, the list of operations of each, then their fields. A field that several
 * operations hold is one property: n8n resolves every property anew for every item, shown or not.
 */
export function propertiesOf(resources: Resource[], defaultResource: string): INodeProperties[] {
	const panels = resources.flatMap((resource) =>
		resource.operations.map((operation) => panelOf(resource, operation)),
	);
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: resources.map(({ name, value }) => ({ name, value })),
			default: defaultResource,
			// The hook of the chosen operation, if it exists, takes the place of this one.
			routing: { send: { paginate: true }, operations: { pagination: refuseUnknownOperation } },
		},
		...resources.map(operationList),
		...inOrder(panels).flatMap((field) => shownOn(field, panels)),
	];
}

const panelOf = (resource: Resource, { option, fields }: Operation): Panel => ({
	resource: resource.value,
	operation: String(option.value),
	fields: fields.map(({ property }) => property),
});

function operationList({ value, operations, defaultOperation }: Resource): INodeProperties {
	const { value: chosen } = (defaultOperation ?? operations[0]).option;
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [value] } },
		options: operations.map((operation) => operation.option),
		default: chosen,
	};
}

/** Every field once. A field that only a later panel has comes right behind the one before it on that panel. */
function inOrder(panels: Panel[]): INodeProperties[] {
	const order: INodeProperties[] = [];
	for (const { fields } of panels) {
		let last = -1;
		for (const field of fields) {
			if (!order.includes(field)) order.splice(last + 1, 0, field);
			last = order.indexOf(field);
		}
	}
	return order;
}

/**
 * A field with its panels. n8n shows a property on each of its resources with each of its operations. So it is one property
 * where none of these is a panel that did not ask for it, and else one for each resource.
 */
function shownOn(field: INodeProperties, panels: Panel[]): INodeProperties[] {
	const operationsOf = new Map<string, string[]>();
	for (const { resource, operation, fields } of panels) {
		if (!fields.includes(field)) continue;
		operationsOf.set(resource, [...(operationsOf.get(resource) ?? []), operation]);
	}

	const all = {
		resource: [...operationsOf.keys()],
		operation: [...new Set([...operationsOf.values()].flat())],
	};
	const isUnasked = panels.some(
		({ resource, operation, fields }) =>
			all.resource.includes(resource) &&
			all.operation.includes(operation) &&
			!fields.includes(field),
	);
	const shows = isUnasked
		? [...operationsOf].map(([resource, operation]) => ({ resource: [resource], operation }))
		: [all];
	return shows.flatMap((show) => updateDisplayOptions({ show }, [field]));
}
