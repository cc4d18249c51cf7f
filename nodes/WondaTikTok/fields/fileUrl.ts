import { imageUrls, oneUrl } from '../../shared/files/fileUrls';
import type { Field, Validate } from '../../shared/validation/validation';
import { shownFor } from './source';

/** The link to a file. Its ID takes the place of the file in the body when it is uploaded. */
const fileUrl = (bodyProperty: string, what: string, validate: Validate): Field =>
	shownFor('url', {
		property: {
			displayName: 'File URL',
			name: 'fileUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://example.com/video.mp4',
			hint: 'Direct public link to the file, not to a page that shows it',
			description: `Public link to ${what}. n8n downloads the file, then uploads it to Wonda.`,
			routing: { send: { type: 'body', property: bodyProperty } },
		},
		validate,
	});

export const videoUrl = fileUrl(
	'mediaId',
	'the video: MP4, QuickTime, WebM or AVI',
	oneUrl('video'),
);

export const mediaUrl = fileUrl('file', 'the image, video or audio file', oneUrl('media'));

export const carouselUrls = shownFor('url', {
	property: {
		displayName: 'File URLs',
		name: 'fileUrls',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		required: true,
		placeholder: 'e.g. https://example.com/1.jpg, https://example.com/2.jpg',
		hint: 'Direct public links to the images, separated by commas or new lines',
		description:
			'Public links to 2 to 35 JPEG or WebP images in carousel order: separated by commas or new lines, or as an array',
		routing: { send: { type: 'body', property: 'mediaIds' } },
	},
	validate: imageUrls,
});
