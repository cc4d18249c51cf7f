import type { INodePropertyOptions } from 'n8n-workflow';

import { KINDS, SOURCES } from '../../shared/api/mediaLibrary';
import type { Field } from '../../shared/validation/validation';
import { oneOf } from '../../shared/validation/values';

const filter = (
	name: string,
	displayName: string,
	description: string,
	options: INodePropertyOptions[],
	byDefault: string,
): Field => ({
	property: {
		displayName,
		name,
		type: 'options',
		options,
		default: byDefault,
		description,
		routing: { send: { type: 'query', property: name } },
	},
	validate: oneOf(options),
});

const FILTERS = [
	filter('kind', 'Kind', 'Kind of files to list', KINDS, 'video'),
	filter('source', 'Source', 'Where the files come from', SOURCES, 'user_upload'),
];

/** What the media library can be asked for ("Media library"). A filter that is not added is not sent. */
export const filters: Field = {
	property: {
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: FILTERS.map(({ property }) => property),
	},
	fields: FILTERS,
};
