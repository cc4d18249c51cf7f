import {
	NodeHelpers,
	type INode,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyOptions,
} from 'n8n-workflow';

import { WondaTikTok } from '../../nodes/WondaTikTok/WondaTikTok.node';

export const { description, methods } = new WondaTikTok();

/** What a screen shows first, before anything was entered. */
export interface Shown {
	resource: string;
	operation: string;
}

const listOf = (name: string, resource?: string) => {
	const found = description.properties.find(
		(property) =>
			property.name === name &&
			(resource === undefined || property.displayOptions?.show?.resource?.includes(resource)),
	);
	if (!found) throw new Error(`There is no list ${name} of ${resource}`);
	return found;
};

/** The list of resources, or that of the operations of one. */
export const resourceList = listOf('resource');

export const operationList = (resource: string) => listOf('operation', resource);

export const optionsOf = ({ options }: INodeProperties) =>
	(options ?? []) as INodePropertyOptions[];

/** Every operation of every resource. */
export const SCREENS: Shown[] = optionsOf(resourceList).flatMap(({ value: resource }) =>
	optionsOf(operationList(String(resource))).map(({ value }) => ({
		resource: String(resource),
		operation: String(value),
	})),
);

/**
 * The properties that n8n's own code shows, beside the two lists.
 *
 * @param values parameters that differ from what a new node has
 */
export function shownWith(values: INodeParameters): INodeProperties[] {
	const node = { typeVersion: 1, parameters: values } as INode;
	const all = NodeHelpers.getNodeParameters(
		description.properties,
		values,
		true,
		false,
		node,
		description,
	);
	return description.properties.filter(
		(property) =>
			!['resource', 'operation'].includes(property.name) &&
			NodeHelpers.displayParameter(all ?? {}, property, node, description),
	);
}

/** What a screen shows with each of the two sources, where it has them, in its order. */
export function fieldsOf(resource: string, operation: string): INodeProperties[] {
	const shown = ['mediaId', 'binary'].flatMap((source) =>
		shownWith({ resource, operation, source }),
	);
	return description.properties.filter((property) => shown.includes(property));
}

/** The property of a name on a screen. */
export function field(name: string, resource: string, operation: string): INodeProperties {
	const found = fieldsOf(resource, operation).find((property) => property.name === name);
	if (!found) throw new Error(`${resource} > ${operation} has no field ${name}`);
	return found;
}

/** An option of a collection. */
export function option(collection: INodeProperties, name: string): INodeProperties {
	const found = (collection.options as INodeProperties[]).find((one) => one.name === name);
	if (!found) throw new Error(`${collection.name} has no option ${name}`);
	return found;
}

/** A field or an option of a collection with its path, as saved workflows name it. */
export interface Parameter {
	path: string;
	property: INodeProperties;
}

/** Every parameter that holds a value of a user, collections and what they hold included, notices apart. */
export function parametersOf(resource: string, operation: string): Parameter[] {
	return fieldsOf(resource, operation)
		.filter(({ type }) => type !== 'notice')
		.flatMap((property) => [
			{ path: property.name, property },
			...(property.type === 'collection' ? (property.options as INodeProperties[]) : []).map(
				(one) => ({ path: `${property.name}.${one.name}`, property: one }),
			),
		]);
}
