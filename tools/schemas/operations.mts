import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { WondaTikTok } from '../../nodes/WondaTikTok/WondaTikTok.node.ts';

/** An operation of the node, by the values in a saved workflow. */
export interface NodeOperation {
	version: number;
	resource: string;
	operation: string;
}

const { version, properties } = new WondaTikTok().description;

function operationsIn({ displayOptions, options }: INodeProperties): NodeOperation[] {
	const resources = (displayOptions?.show?.resource ?? []) as string[];
	return [version].flat().flatMap((nodeVersion) =>
		resources.flatMap((resource) =>
			((options ?? []) as INodePropertyOptions[]).map(({ value }) => ({
				version: nodeVersion,
				resource,
				operation: String(value),
			})),
		),
	);
}

/** Every operation of every version of the node. */
export const OPERATIONS = properties
	.filter(({ name }) => name === 'operation')
	.flatMap(operationsIn);
