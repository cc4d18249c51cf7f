import type { INodeProperties } from 'n8n-workflow';

export const privacyLevel: INodeProperties = {
	displayName: 'Privacy Level',
	name: 'privacyLevel',
	type: 'options',
	default: 'SELF_ONLY',
	description:
		"Who can see the post. Which levels an account may use depends on the account; an app that TikTok has not audited may post as Only Me alone. For a carousel the API's default is Only Me; for a video it names none.",
	options: [
		{ name: 'Everyone', value: 'PUBLIC_TO_EVERYONE' },
		{ name: 'Followers', value: 'FOLLOWER_OF_CREATOR' },
		{ name: 'Friends (Mutual Followers)', value: 'MUTUAL_FOLLOW_FRIENDS' },
		{ name: 'Only Me', value: 'SELF_ONLY' },
	],
	routing: { send: { type: 'body', property: 'privacyLevel' } },
};

/** A post that nobody sees looks like one that is lost. Shown also where an expression chooses, so it says when it is true. */
export const onlyMeNotice: INodeProperties = {
	displayName:
		'With Only Me nobody but you sees the post. Choose another level so that others see it.',
	name: 'onlyMeNotice',
	type: 'notice',
	default: '',
	displayOptions: { show: { privacyLevel: ['SELF_ONLY'] } },
};

/** TikTok's own rule for a post; what becomes of a draft in the inbox is not documented. */
export const brandedContentNotice: INodeProperties = {
	displayName:
		'TikTok does not take branded content that only you can see: choose another privacy level, or turn off Branded Content',
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
};
