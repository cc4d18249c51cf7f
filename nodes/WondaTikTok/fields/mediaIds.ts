import { CAROUSEL_IMAGES } from '../../shared/api/mediaLibrary';
import { asList } from '../../shared/validation/list';
import { isNothing, plainText, quoted } from '../../shared/validation/text';
import { invalid, valid, type Validate, type Validation } from '../../shared/validation/validation';
import { isId } from '../../shared/validation/values';
import { shownFor } from './source';

const { min, max } = CAROUSEL_IMAGES;

/** Validates the entries of a list as the media IDs of a carousel, in its order. */
export function carouselIds(entries: unknown[]): Validation {
	const ids = entries.map(plainText);
	const wrong = ids.findIndex((id) => !isId(id));
	if (wrong >= 0) {
		const position = `at position ${wrong + 1}`;
		return isNothing(entries[wrong])
			? invalid(`has nothing ${position}`)
			: invalid(`has ${quoted(entries[wrong])} ${position}, which is not a media ID`);
	}
	return ids.length < min || ids.length > max
		? invalid(`takes ${min} to ${max} images, but has ${ids.length}`)
		: valid(ids);
}

/** The media IDs of a carousel: those that were entered, or else those of the field Images. */
const validateMediaIds: Validate = (value, { context, values: { images }, invalidFields }) => {
	// An expression that resolves to nothing does not mean the images.
	const isLeftEmpty = isNothing(context.getNode().parameters.mediaIds);
	if (images !== undefined) {
		return isLeftEmpty
			? valid(images)
			: invalid('cannot be combined with Images; clear one of the two fields');
	}
	// The field Images says itself what is wrong with it.
	if (isLeftEmpty && invalidFields.has('images')) return valid(undefined);
	if (isNothing(value)) {
		return invalid(`is empty; add ${min} to ${max} images under Images, or enter their IDs`);
	}
	const entries = asList(value);
	return entries
		? carouselIds(entries)
		: invalid(`must be a list of media IDs, but is ${quoted(value)}`);
};

export const mediaIds = shownFor('mediaId', {
	property: {
		displayName: 'Media IDs',
		name: 'mediaIds',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: `e.g. 019e1b70-6f9e-80fd-8c49-690bcbdaf8db, 019e1b72-0742-8bae-bb93-b569036d05af`,
		hint: 'Use this instead of Images if the IDs come from an expression or an AI agent',
		description:
			'IDs of 2 to 35 JPEG or WebP images in carousel order: separated by commas or new lines, or as an array',
		routing: { send: { type: 'body', property: 'mediaIds' } },
	},
	validate: validateMediaIds,
});
