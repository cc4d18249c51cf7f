import { imageFiles, oneFile } from '../../shared/files/fileProblem';
import type { Field } from '../../shared/validation/field';
import type { Validate } from '../../shared/validation/validation';
import { shownFor } from './source';

/** The field of an item that holds the file. Its ID takes the place of the file in the body when it is uploaded. */
const binaryPropertyName = (
	bodyProperty: string,
	description: string,
	validate: Validate,
): Field => ({
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

export const videoBinary = shownFor(
	'binary',
	binaryPropertyName(
		'mediaId',
		'Name of the field that holds the video: MP4, QuickTime, WebM or AVI. The file is streamed, so it may be large.',
		oneFile('video'),
	),
);

export const mediaBinary = shownFor(
	'binary',
	binaryPropertyName(
		'file',
		'Name of the field that holds the image, video or audio file. The file is streamed, so it may be large.',
		oneFile('media'),
	),
);

export const carouselBinaries = shownFor('binary', {
	property: {
		displayName: 'Input Binary Fields',
		name: 'binaryPropertyNames',
		type: 'string',
		default: '',
		placeholder: 'e.g. image_0, image_1',
		hint: 'Names of the input fields containing the images, separated by commas. Empty: all files of the item, in their order',
		description:
			'Names of the fields that hold 2 to 35 JPEG or WebP images in carousel order: separated by commas or new lines, or as an array',
		routing: { send: { type: 'body', property: 'mediaIds' } },
	},
	validate: imageFiles,
});
