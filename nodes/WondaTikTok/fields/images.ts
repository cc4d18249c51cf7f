import { isObject } from '../../shared/api/answers';
import { CAROUSEL_IMAGES } from '../../shared/api/mediaLibrary';
import { valid, type Validate, type Field } from '../../shared/validation/validation';
import { locator } from './locator';
import { EXAMPLE_ID } from './mediaId';
import { carouselIds } from './mediaIds';
import { shownFor } from './source';

/** The ID of an image that was added: what its resource locator holds. */
function idOf(added: unknown): unknown {
	const chosen = isObject(added) ? added.mediaId : added;
	return isObject(chosen) ? chosen.value : chosen;
}

/** The media IDs of the images that were added, in their order; `mediaIds` sends them. */
const validateImages: Validate = (value) => {
	const added = [isObject(value) ? (value.image ?? []) : (value ?? [])].flat();
	return added.length === 0 ? valid(undefined) : carouselIds(added.map(idOf));
};

/** The images of a carousel, chosen from the library one by one. */
export const images = shownFor('mediaId', {
	property: {
		displayName: 'Images',
		name: 'images',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add Image',
		default: {},
		description: `${CAROUSEL_IMAGES.min} to ${CAROUSEL_IMAGES.max} JPEG or WebP images from your Wonda media library, in carousel order. Drag them to change the order.`,
		options: [
			{
				displayName: 'Image',
				name: 'image',
				values: [
					locator({
						displayName: 'Image',
						name: 'mediaId',
						description: 'The image in your Wonda media library',
						select: 'Select an image…',
						searchListMethod: 'searchImages',
						exampleId: EXAMPLE_ID,
					}),
				],
			},
		],
	},
	validate: validateImages,
} satisfies Field);
