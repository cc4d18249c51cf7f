import {
	updateDisplayOptions,
	type INodeProperties,
	type INodePropertyOptions,
} from 'n8n-workflow';

import { refuseForItem } from '../../shared/operations/unknownOperation';

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

/** What is shown for a resource and an operation, by the values that a saved workflow holds. */
interface Screen {
	resource: string;
	operation: string;
	fields: INodeProperties[];
}

/**
 * The properties of the node: the list of resources, the list of operations of each, then their fields. A field that
 * several operations hold is one property: n8n resolves every property anew for every item, shown or not.
 *
 * @param resources in the order of their names
 * @param defaultResource the one that is chosen at first
 */
export function propertiesOf(resources: Resource[], defaultResource: Resource): INodeProperties[] {
	const screens = resources.flatMap((resource) =>
		resource.operations.map((operation) => screenOf(resource, operation)),
	);
	const { value } = defaultResource.option;
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: resources.map(({ option }) => option),
			default: value,
			// What follows of an operation that there is takes the place of this.
			routing: { send: { paginate: true }, operations: { pagination: refuseForItem } },
		},
		...resources.map(operationList),
		...inOrder(screens).flatMap((field) => shownOn(field, screens)),
	];
}

const screenOf = (resource: Resource, { option, fields }: Operation): Screen => ({
	resource: String(resource.option.value),
	operation: String(option.value),
	fields,
});

function operationList({ option, operations, defaultOperation }: Resource): INodeProperties {
	const { value } = (defaultOperation ?? operations[0]).option;
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [option.value] } },
		options: operations.map((operation) => operation.option),
		default: value,
	};
}

/** Every field once. A field that only a later screen has comes right behind the one before it on that screen. */
function inOrder(screens: Screen[]): INodeProperties[] {
	const order: INodeProperties[] = [];
	for (const { fields } of screens) {
		let last = -1;
		for (const field of fields) {
			if (!order.includes(field)) order.splice(last + 1, 0, field);
			last = order.indexOf(field);
		}
	}
	return order;
}

/**
 * A field with its screens. n8n shows a property on each of its resources with each of its operations. So it is one property
 * where none of these is a screen that did not ask for it, and else one for each resource.
 */
function shownOn(field: INodeProperties, screens: Screen[]): INodeProperties[] {
	const operationsOf = new Map<string, string[]>();
	for (const { resource, operation, fields } of screens) {
		if (!fields.includes(field)) continue;
		operationsOf.set(resource, [...(operationsOf.get(resource) ?? []), operation]);
	}

	const all = {
		resource: [...operationsOf.keys()],
		operation: [...new Set([...operationsOf.values()].flat())],
	};
	const isUnasked = screens.some(
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
