import type { INodeProperties } from 'n8n-workflow';

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
			options: [
				{ name: 'Audio', value: 'audio' },
				{ name: 'Image', value: 'image' },
				{ name: 'Video', value: 'video' },
			],
			default: 'video',
			description: 'Kind of media to list',
			routing: { send: { type: 'query', property: 'kind' } },
		},
		{
			displayName: 'Source',
			name: 'source',
			type: 'options',
			options: [
				{ name: 'Editor Output', value: 'editor_output' },
				{ name: 'Import', value: 'import' },
				{ name: 'Model Generated', value: 'model_generated' },
				{ name: 'Scrape', value: 'scrape' },
				{ name: 'User Upload', value: 'user_upload' },
			],
			default: 'user_upload',
			description: 'Where the media to list came from',
			routing: { send: { type: 'query', property: 'source' } },
		},
	],
};
