import { CAROUSEL_IMAGES } from '../../shared/api/mediaLibrary';
import { asList } from '../../shared/validation/list';
import { isNothing, plainText, quoted } from '../../shared/validation/text';
import { invalid, valid, type Validate } from '../../shared/validation/validation';
import { isId } from '../../shared/validation/values';
import { shownFor } from './source';

const { min, max } = CAROUSEL_IMAGES;

/** The media IDs of a carousel, in its order. */
const validateMediaIds: Validate = (value) => {
	if (isNothing(value)) return invalid(`is empty; enter the IDs of ${min} to ${max} images`);
	const entries = asList(value);
	if (!entries) return invalid(`must be a list of media IDs, but is ${quoted(value)}`);

	const ids = entries.map(plainText);
	const wrong = ids.findIndex((id) => !isId(id));
	if (wrong >= 0) {
		const position = `at position ${wrong + 1}`;
		return isNothing(entries[wrong])
			? invalid(`has nothing ${position}`)
			: invalid(`has no media ID ${position} but ${quoted(entries[wrong])}`);
	}
	return ids.length < min || ids.length > max
		? invalid(`takes ${min} to ${max} images, but has ${ids.length}`)
		: valid(ids);
};

export const mediaIds = shownFor('mediaId', {
	property: {
		displayName: 'Media IDs',
		name: 'mediaIds',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		required: true,
		placeholder: `e.g. 019e1b70-6f9e-80fd-8c49-690bcbdaf8db, 019e1b72-0742-8bae-bb93-b569036d05af`,
		description:
			'IDs of 2 to 35 JPEG or WebP images in carousel order: separated by commas or new lines, or as an array',
		routing: { send: { type: 'body', property: 'mediaIds' } },
	},
	validate: validateMediaIds,
});
