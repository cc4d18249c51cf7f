import type { INodeProperties } from 'n8n-workflow';

import { MAX_LISTED } from '../../shared/api/mediaLibrary';
import { valid, type Validate, type Field } from '../../shared/validation/validation';
import { integer, toggle } from '../../shared/validation/values';

const limit: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Max number of results to return',
};

/** Where Return All is an expression, n8n may show a limit that does not count. */
const limitUnlessAll: Validate = (value, fieldContext) =>
	fieldContext.values.returnAll === true
		? valid(undefined)
		: integer('a whole number', 1)(value, fieldContext);

/** Return All and Limit of a list that the API gives as a whole; the node cuts it. */
export const listFields: Field[] = [
	{
		property: {
			displayName: 'Return All',
			name: 'returnAll',
			type: 'boolean',
			default: false,
			description: 'Whether to return all results or only up to a given limit',
		},
		validate: toggle,
	},
	{
		property: { ...limit, displayOptions: { show: { returnAll: [false] } } },
		validate: limitUnlessAll,
	},
];

/** Limit of the media library, which the API cuts itself. */
export const mediaLimit: Field = {
	property: {
		...limit,
		typeOptions: { minValue: 1, maxValue: MAX_LISTED },
		hint: `Wonda returns at most ${MAX_LISTED} files`,
		routing: { send: { type: 'query', property: 'limit' } },
	},
	validate: integer('a whole number', 1, MAX_LISTED),
};
