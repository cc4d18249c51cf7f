import type { INodePropertyOptions } from 'n8n-workflow';

import type { Field } from '../../shared/validation/validation';
import { oneOf } from '../../shared/validation/values';

export const LEVELS: INodePropertyOptions[] = [
	{ name: 'Everyone', value: 'PUBLIC_TO_EVERYONE' },
	{ name: 'Followers', value: 'FOLLOWER_OF_CREATOR' },
	{ name: 'Friends (Mutual Followers)', value: 'MUTUAL_FOLLOW_FRIENDS' },
	{ name: 'Only Me', value: 'SELF_ONLY' },
];

const privacyLevel: Field = {
	property: {
		displayName: 'Privacy Level',
		name: 'privacyLevel',
		type: 'options',
		default: 'SELF_ONLY',
		description:
			'Who can see the post. Must be Only Me if TikTok has not audited the app that Wonda posts with.',
		options: LEVELS,
		routing: { send: { type: 'body', property: 'privacyLevel' } },
	},
	validate: oneOf(LEVELS),
};

/** A post that nobody sees looks like one that is lost. */
const onlyMeNotice: Field = {
	property: {
		displayName: 'Only you will see this post. Choose another level to make it visible to others.',
		name: 'onlyMeNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { privacyLevel: ['SELF_ONLY'] } },
	},
};

/** TikTok's own rule for a post; what becomes of a draft in the inbox is not documented. */
const brandedContentNotice: Field = {
	property: {
		displayName:
			'TikTok does not accept branded content that only you can see. Choose another privacy level, or turn off Branded Content.',
		name: 'brandedContentNotice',
		type: 'notice',
		default: '',
		displayOptions: {
			show: {
				privacyLevel: ['SELF_ONLY'],
				'/additionalFields.brandedContent': [true],
			},
			hide: { '/additionalFields.postMode': ['inbox'] },
		},
	},
};

/** The privacy level, and what the panel says about the one that is chosen. */
export const privacyFields = [privacyLevel, onlyMeNotice, brandedContentNotice];
