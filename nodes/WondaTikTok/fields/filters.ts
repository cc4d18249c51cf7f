import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** The kinds of media, as the API names them ("Media library"). */
export const KINDS: INodePropertyOptions[] = [
	{ name: 'Audio', value: 'audio' },
	{ name: 'Image', value: 'image' },
	{ name: 'Video', value: 'video' },
];

/** Where media come from, as the API names it. */
export const SOURCES: INodePropertyOptions[] = [
	{ name: 'Editor Output', value: 'editor_output' },
	{ name: 'Import', value: 'import' },
	{ name: 'Model Generated', value: 'model_generated' },
	{ name: 'Scrape', value: 'scrape' },
	{ name: 'User Upload', value: 'user_upload' },
];

/** What the media library can be asked for ("Media library"); a filter that is not added is not sent. */
export const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [
		{
			displayName: 'Kind',
			name: 'kind',
			type: 'options',
			options: KINDS,
			default: 'video',
			description: 'Kind of media to list',
			routing: { send: { type: 'query', property: 'kind' } },
		},
		{
			displayName: 'Source',
			name: 'source',
			type: 'options',
			options: SOURCES,
			default: 'user_upload',
			description: 'Where the media to list came from',
			routing: { send: { type: 'query', property: 'source' } },
		},
	],
};
