import type { INodeProperties } from 'n8n-workflow';

import { shownFor } from './source';

/** The field of an item that holds the file; its rule puts the file into the body, under `property`. */
const binaryPropertyName = (property: string, description: string): INodeProperties => ({
	displayName: 'Input Binary Field',
	name: 'binaryPropertyName',
	type: 'string',
	default: 'data',
	required: true,
	placeholder: 'e.g. data',
	hint: 'The name of the input field containing the binary file data to be uploaded',
	description,
	routing: { send: { type: 'body', property } },
});

export const videoBinary = shownFor(
	'binary',
	binaryPropertyName(
		'mediaId',
		'Name of the field that holds the video: MP4, QuickTime, WebM or AVI. The file goes up as a stream, so it may be large.',
	),
);

export const mediaBinary = binaryPropertyName(
	'file',
	'Name of the field that holds the image, video or audio file. The file goes up as a stream, so it may be large.',
);

export const carouselBinaries: INodeProperties = shownFor('binary', {
	displayName: 'Input Binary Fields',
	name: 'binaryPropertyNames',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. image_0, image_1',
	hint: 'The names of the input fields containing the binary file data, separated by commas; <code>{{ $binary }}</code> stands for all of them',
	description:
		'Names of the fields that hold 2 to 35 JPEG or WebP images in carousel order: separated by commas or new lines, or as an array. For a carousel the API takes no S3-backed media; where it keeps uploads is not documented.',
	routing: { send: { type: 'body', property: 'mediaIds' } },
});
