import type { Field } from '../../shared/validation/validation';
import { id } from '../../shared/validation/values';
import { locator } from './locator';
import { shownFor } from './source';

export const EXAMPLE_ID = '019e1b70-6f9e-80fd-8c49-690bcbdaf8db';

const mediaIdOfLibrary = id('an ID of your library', 'choose it from the list, or enter its ID');

/** The video that is posted. */
export const videoId = shownFor('mediaId', {
	property: {
		...locator({
			displayName: 'Media ID',
			name: 'mediaId',
			description: 'The video in your Wonda media library',
			select: 'Select a video…',
			searchListMethod: 'searchVideos',
			exampleId: EXAMPLE_ID,
		}),
		routing: { send: { type: 'body', property: 'mediaId' } },
	},
	validate: mediaIdOfLibrary,
});

/** The file that is read; its ID becomes part of the URL. */
export const mediaId: Field = {
	property: locator({
		displayName: 'Media ID',
		name: 'mediaId',
		description: 'The image, video or audio file in your Wonda media library',
		select: 'Select a file…',
		searchListMethod: 'searchMedia',
		exampleId: EXAMPLE_ID,
	}),
	validate: mediaIdOfLibrary,
};
