import {
	NodeHelpers,
	type INode,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyOptions,
} from 'n8n-workflow';

import { WondaTikTok } from '../../nodes/WondaTikTok/WondaTikTok.node';

const { description } = new WondaTikTok();

const optionsOf = (name: string, resource?: string) =>
	(description.properties.find(
		(property) =>
			property.name === name &&
			(resource === undefined || property.displayOptions?.show?.resource?.includes(resource)),
	)?.options ?? []) as INodePropertyOptions[];

/** Every operation of every resource, with what its list shows. */
export const OPERATIONS = optionsOf('resource').flatMap(({ value: resource }) =>
	optionsOf('operation', String(resource)).map((option) => ({
		resource: String(resource),
		operation: String(option.value),
		option,
	})),
);

/**
 * The fields that n8n's own code shows, without notices, hidden ones and the two lists.
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
		({ name, type, displayOptions }) =>
			type !== 'notice' &&
			type !== 'hidden' &&
			!['resource', 'operation'].includes(name) &&
			NodeHelpers.displayParameter(
				all ?? {},
				{ displayOptions, name } as INodeProperties,
				node,
				description,
			),
	);
}
