import type { INodeProperties } from 'n8n-workflow';

import { locator } from './locator';
import { shownFor } from './source';

const EXAMPLE_ID = '019e1b70-6f9e-80fd-8c49-690bcbdaf8db';

/** The video that is posted. A plain text, which 0.1.0 saved, is its ID. */
export const videoId: INodeProperties = shownFor('mediaId', {
	...locator({
		displayName: 'Media ID',
		name: 'mediaId',
		description: 'The video in your Wonda media library',
		select: 'Select a video…',
		searchListMethod: 'searchVideos',
		exampleId: EXAMPLE_ID,
	}),
	routing: { send: { type: 'body', property: 'mediaId' } },
});

/** The media that is looked at; its ID becomes a part of the URL. */
export const mediaId: INodeProperties = locator({
	displayName: 'Media ID',
	name: 'mediaId',
	description: 'The image, video or audio file in your Wonda media library',
	select: 'Select a file…',
	searchListMethod: 'searchMedia',
	exampleId: EXAMPLE_ID,
});

export const mediaIds: INodeProperties = shownFor('mediaId', {
	displayName: 'Media IDs',
	name: 'mediaIds',
	type: 'string',
	typeOptions: { rows: 3 },
	default: '',
	required: true,
	placeholder: `e.g. ${EXAMPLE_ID}, 019e1b72-0742-8bae-bb93-b569036d05af`,
	description:
		'IDs of 2 to 35 JPEG or WebP images in carousel order: separated by commas or new lines, or as an array. For a carousel the API rejects S3-backed media.',
	routing: { send: { type: 'body', property: 'mediaIds' } },
});
