import type { INodeProperties } from 'n8n-workflow';

import { checked, type FieldRule } from '../../shared/rules/fieldRules';
import { carouselFiles, mediaFile, videoFile } from '../../shared/files/fileRules';
import { shownFor } from './source';

const LABEL = 'Input Binary Field';

/** The field of an item that holds the file; the rule puts the file into the body, under `property`. */
const binaryPropertyName = (
	property: string,
	rule: FieldRule,
	description: string,
): INodeProperties => ({
	displayName: LABEL,
	name: 'binaryPropertyName',
	type: 'string',
	default: 'data',
	required: true,
	placeholder: 'e.g. data',
	hint: 'The name of the input field containing the binary file data to be uploaded',
	description,
	routing: { send: { type: 'body', property, preSend: [checked(LABEL, rule)] } },
});

export const videoBinary = shownFor(
	'binary',
	binaryPropertyName(
		'mediaId',
		videoFile,
		'Name of the field that holds the video: MP4, QuickTime, WebM or AVI. The file goes up as a stream, so it may be large.',
	),
);

export const mediaBinary = binaryPropertyName(
	'file',
	mediaFile,
	'Name of the field that holds the image, video or audio file. The file goes up as a stream, so it may be large.',
);

const LABELS = 'Input Binary Fields';

export const carouselBinaries: INodeProperties = shownFor('binary', {
	displayName: LABELS,
	name: 'binaryPropertyNames',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. image_0, image_1',
	hint: 'The names of the input fields containing the binary file data to be uploaded',
	description:
		'Names of the fields that hold 2 to 35 JPEG or WebP images in carousel order: separated by commas or new lines, or as an array',
	routing: {
		send: { type: 'body', property: 'mediaIds', preSend: [checked(LABELS, carouselFiles)] },
	},
});
