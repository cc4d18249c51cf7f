import type { INodePropertyOptions } from 'n8n-workflow';

import { quoted } from '../../shared/validation/text';
import { invalid, valid, type Validate, type Field } from '../../shared/validation/validation';

const SOURCES: INodePropertyOptions[] = [
	{
		name: 'Binary File',
		value: 'binary',
		description: 'Upload a file from the input item, then post it',
	},
	{
		name: 'Media ID',
		value: 'mediaId',
		description: 'Post a file from your Wonda media library',
	},
	{
		name: 'URL',
		value: 'url',
		description: 'Download the file from a public link, then post it',
	},
];

/** Media > Upload: what is in the library already needs no upload. */
const UPLOAD_SOURCES: INodePropertyOptions[] = [
	{
		name: 'Binary File',
		value: 'binary',
		description: 'Upload a file from the input item',
	},
	{
		name: 'URL',
		value: 'url',
		description: 'Download the file from a public link, then upload it',
	},
];

/** Where an expression chooses, n8n shows and requires the fields of all sources, so it cannot be one. */
const chosenFrom =
	(options: INodePropertyOptions[]): Validate =>
	(_value, { context }) => {
		const { source: chosen } = context.getNode().parameters;
		return options.some(({ value }) => value === chosen)
			? valid(chosen)
			: invalid(`must be chosen in the node, from its list, but is ${quoted(chosen)}`);
	};

const sourceOf = (options: INodePropertyOptions[], usual: string, description: string): Field => ({
	property: {
		displayName: 'Source',
		name: 'source',
		type: 'options',
		noDataExpression: true,
		default: usual,
		description,
		options,
	},
	validate: chosenFrom(options),
});

/** Whether a post uses the Wonda media library, or files of the item or of a link, which are uploaded first. */
export const source = sourceOf(
	SOURCES,
	'mediaId',
	'Where the media comes from: your Wonda media library, a file in the item, or a link',
);

/** Where the file that is uploaded comes from. */
export const uploadSource = sourceOf(
	UPLOAD_SOURCES,
	'binary',
	'Where the file comes from: the item or a link',
);

/** A field that is shown for one source only. */
export const shownFor = (value: 'binary' | 'mediaId' | 'url', field: Field): Field => ({
	...field,
	property: { ...field.property, displayOptions: { show: { source: [value] } } },
});
