import type { INodePropertyOptions } from 'n8n-workflow';

import type { Field } from '../../shared/validation/field';
import { quoted } from '../../shared/validation/text';
import { invalid, valid, type Validate } from '../../shared/validation/validation';

const SOURCES: INodePropertyOptions[] = [
	{
		name: 'Binary File',
		value: 'binary',
		description: 'Upload a file of the input item, then post it',
	},
	{
		name: 'Media ID',
		value: 'mediaId',
		description: 'Post a file of your Wonda media library',
	},
];

/** Where an expression chooses, n8n shows and requires the fields of both sources, so it cannot be one. */
const chosenSource: Validate = (_value, { context }) => {
	const { source: chosen } = context.getNode().parameters;
	return SOURCES.some(({ value }) => value === chosen)
		? valid(chosen)
		: invalid(`must be chosen in the node, Media ID or Binary File, but is ${quoted(chosen)}`);
};

/** Whether a post uses the Wonda media library, or files of the item, which are uploaded first. */
export const source: Field = {
	property: {
		displayName: 'Source',
		name: 'source',
		type: 'options',
		noDataExpression: true,
		default: 'mediaId',
		description: 'Where the content comes from',
		options: SOURCES,
	},
	validate: chosenSource,
};

/** A field that is shown for one source only. */
export const shownFor = (value: 'binary' | 'mediaId', field: Field): Field => ({
	...field,
	property: { ...field.property, displayOptions: { show: { source: [value] } } },
});
