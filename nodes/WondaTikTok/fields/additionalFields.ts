import type { INodePropertyOptions } from 'n8n-workflow';

import { CAROUSEL_IMAGES } from '../../shared/api/mediaLibrary';
import { invalid, type Validate, type Field } from '../../shared/validation/validation';
import { integer, oneOf, toggle } from '../../shared/validation/values';

/** An optional switch, which is sent under its own name as it was set. */
const flag = (name: string, displayName: string, description: string): Field => ({
	property: {
		displayName,
		name,
		type: 'boolean',
		default: false,
		description,
		routing: { send: { type: 'body', property: name } },
	},
	validate: toggle,
});

const POST_MODES: INodePropertyOptions[] = [
	{ name: 'Direct', value: 'direct' },
	{ name: 'Inbox', value: 'inbox' },
];

const postMode: Field = {
	property: {
		displayName: 'Post Mode',
		name: 'postMode',
		type: 'options',
		options: POST_MODES,
		default: 'direct',
		description:
			'How the post is delivered to TikTok. Wonda does not document what each mode does.',
		routing: { send: { type: 'body', property: 'postMode' } },
	},
	validate: oneOf(POST_MODES),
};

/**
 * TikTok's own rule: branded content cannot be posted as "only me". What becomes of a draft in the inbox is not documented, so
 * that is left to the API.
 */
const validateBrandedContent: Validate = (value, fieldContext) => {
	const { privacyLevel, 'additionalFields.postMode': mode } = fieldContext.values;
	const validation = toggle(value, fieldContext);
	return validation.value === true && privacyLevel === 'SELF_ONLY' && mode !== 'inbox'
		? invalid(
				'cannot be combined with Only Me: TikTok does not accept that; choose another Privacy Level, or turn off Branded Content',
			)
		: validation;
};

const brandedContent: Field = {
	...flag(
		'brandedContent',
		'Branded Content',
		'Whether the post is a paid partnership. TikTok does not accept it with Only Me.',
	),
	validate: validateBrandedContent,
	isValidatedLast: true,
};

/** "coverIndex: Index of the cover image to use. Defaults to 0." */
const coverIndex: Field = {
	property: {
		displayName: 'Cover Index',
		name: 'coverIndex',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: CAROUSEL_IMAGES.max - 1 },
		default: 0,
		description: 'Index of the cover image to use, counted from 0',
		hint: '0 is the first image',
		routing: { send: { type: 'body', property: 'coverIndex' } },
	},
	validate(value, fieldContext) {
		const { mediaIds, binaryPropertyNames, fileUrls } = fieldContext.values;
		const chosen = [mediaIds ?? binaryPropertyNames ?? fileUrls ?? []].flat();
		const images = chosen.length || CAROUSEL_IMAGES.max;
		return integer('the index of an image', 0, images - 1)(value, fieldContext);
	},
	isValidatedLast: true,
};

/** The optional parameters that videos and carousels share. */
const SHARED: Field[] = [
	flag('brandOrganic', 'Your Brand', 'Whether the post promotes your own brand or business'),
	brandedContent,
	flag('disableComment', 'Disable Comments', 'Whether to turn off comments on the post'),
	flag('disableDuet', 'Disable Duet', 'Whether to prevent others from making a Duet with the post'),
	flag(
		'disableStitch',
		'Disable Stitch',
		'Whether to prevent others from making a Stitch of the post',
	),
	flag(
		'discloseCommercial',
		'Disclose Commercial Content',
		'Whether to disclose commercial content. Requires Your Brand, Branded Content or both.',
	),
	flag('isAigc', 'Is AI-Generated Content', 'Whether to label the post as AI-generated'),
	postMode,
];

/** The collection of optional parameters, in the order of their names. A field that is not added is not sent. */
function additionalFields(fields: Field[]): Field {
	const sorted = [...fields].sort((a, b) =>
		a.property.displayName.localeCompare(b.property.displayName),
	);
	return {
		property: {
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: sorted.map(({ property }) => property),
		},
		fields: sorted,
	};
}

export const videoAdditionalFields = additionalFields(SHARED);

export const carouselAdditionalFields = additionalFields([...SHARED, coverIndex]);
