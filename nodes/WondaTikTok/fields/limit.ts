import type { INodeProperties } from 'n8n-workflow';

/** "Return All" and "Limit" of every list; the API's own lists know no limit, so n8n cuts them. */
export const listFields: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
		// Where an expression gives Return All, n8n shows this field whatever comes of it; 0 cuts nothing.
		routing: { output: { maxResults: '={{ $parameter.returnAll ? 0 : $value }}' } },
	},
];
