import type { INodeProperties } from 'n8n-workflow';

const limit: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Max number of results to return',
};

/** "Return All" and "Limit" of lists that the API gives as a whole; the node cuts them. */
export const listFields: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{ ...limit, displayOptions: { show: { returnAll: [false] } } },
];

/** "Limit" of the media library, which the API cuts itself. */
export const mediaLimit: INodeProperties = {
	...limit,
	typeOptions: { minValue: 1, maxValue: 100 },
	hint: 'The API shows no more than 100 media and has no second page',
	routing: { send: { type: 'query', property: 'limit' } },
};
