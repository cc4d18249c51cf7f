import type { INodeProperties } from 'n8n-workflow';

/** Whether a post takes what is in the Wonda media library, or files of the item, which go up first. */
export const source: INodeProperties = {
	displayName: 'Source',
	name: 'source',
	type: 'options',
	// n8n shows, and requires, the fields of both sources where an expression chooses.
	noDataExpression: true,
	default: 'mediaId',
	description: 'Where the content comes from',
	options: [
		{
			name: 'Binary File',
			value: 'binary',
			description: 'Upload the file that the item holds, then post it',
		},
		{
			name: 'Media ID',
			value: 'mediaId',
			description: 'Post what is in your Wonda media library',
		},
	],
};

/** A field that is shown for one source only. */
export const shownFor = (value: 'binary' | 'mediaId', field: INodeProperties): INodeProperties => ({
	...field,
	displayOptions: { show: { source: [value] } },
});
