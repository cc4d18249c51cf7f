import type { INodeProperties } from 'n8n-workflow';

import { shownFor } from './source';

export const mediaId: INodeProperties = shownFor('mediaId', {
	displayName: 'Media ID',
	name: 'mediaId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. 019e1b70-6f9e-80fd-8c49-690bcbdaf8db',
	description: 'ID of the video in your Wonda media library',
	routing: { send: { type: 'body', property: 'mediaId' } },
});

export const mediaIds: INodeProperties = shownFor('mediaId', {
	displayName: 'Media IDs',
	name: 'mediaIds',
	type: 'string',
	typeOptions: { rows: 3 },
	default: '',
	required: true,
	placeholder: 'e.g. 019e1b70-6f9e-80fd-8c49-690bcbdaf8db, 019e1b72-0742-8bae-bb93-b569036d05af',
	description:
		'IDs of 2 to 35 JPEG or WebP images in carousel order: separated by commas or new lines, or as an array. Images that Wonda keeps on S3 are rejected.',
	routing: { send: { type: 'body', property: 'mediaIds' } },
});
