import { imageFiles, oneFile } from '../../shared/files/fileProblem';
import type { Field, Validate } from '../../shared/validation/validation';
import { shownFor } from './source';

/** The field of an item that holds the file. Its ID takes the place of the file in the body when it is uploaded. */
const binaryPropertyName = (bodyProperty: string, description: string, validate: Validate): Field =>
	shownFor('binary', {
		property: {
			displayName: 'Input Binary Field',
			name: 'binaryPropertyName',
			type: 'string',
			default: 'data',
			required: true,
			placeholder: 'e.g. data',
			hint: 'The name of the input field containing the binary file data to be uploaded',
			description,
			routing: { send: { type: 'body', property: bodyProperty } },
		},
		validate,
	});

export const videoBinary = binaryPropertyName(
	'mediaId',
	'The video can be an MP4, QuickTime, WebM or AVI file. Large files are streamed.',
	oneFile('video'),
);

export const mediaBinary = binaryPropertyName(
	'file',
	'The file can be an image, a video or an audio file. Large files are streamed.',
	oneFile('media'),
);

export const carouselBinaries = shownFor('binary', {
	property: {
		displayName: 'Input Binary Fields',
		name: 'binaryPropertyNames',
		type: 'string',
		default: '',
		placeholder: 'e.g. image_0, image_1',
		hint: 'The names of the input fields containing the images. Leave empty to use all files in the item, in their order.',
		description:
			'Fields that hold 2 to 35 JPEG or WebP images, in carousel order: names separated by commas or new lines, or an array',
		routing: { send: { type: 'body', property: 'mediaIds' } },
	},
	validate: imageFiles,
});
