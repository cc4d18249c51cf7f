import type { INodeProperties } from 'n8n-workflow';

/** What the page of the API says of a default, in one text for both: it names those of carousels only. */
const defaultsTo = (value: string) =>
	`For a carousel the API's default is ${value}; for a video it names none.`;

/** An optional switch, sent under its own name as it was set. */
function flag(name: string, displayName: string, description: string): INodeProperties {
	return {
		displayName,
		name,
		type: 'boolean',
		default: false,
		description,
		routing: { send: { type: 'body', property: name } },
	};
}

/** The optional parameters that videos and carousels share. */
export const sharedOptions: INodeProperties[] = [
	flag(
		'brandOrganic',
		'Brand Organic',
		`Whether to mark the post as brand organic content. ${defaultsTo('false')}`,
	),
	flag(
		'brandedContent',
		'Branded Content',
		`Whether to mark the post as branded content, which TikTok does not take as Only Me. ${defaultsTo('false')}`,
	),
	flag('disableComment', 'Disable Comment', 'Whether to disable comments'),
	flag('disableDuet', 'Disable Duet', 'Whether to disable duet'),
	flag('disableStitch', 'Disable Stitch', 'Whether to disable stitch'),
	flag(
		'discloseCommercial',
		'Disclose Commercial',
		`Whether to disclose commercial content. TikTok asks for Brand Organic, Branded Content or both beside it. ${defaultsTo('false')}`,
	),
	flag(
		'isAigc',
		'Is AI-Generated Content',
		`Whether to flag the content as AI-generated. ${defaultsTo('false')}`,
	),
	{
		displayName: 'Post Mode',
		name: 'postMode',
		type: 'options',
		options: [
			{ name: 'Direct', value: 'direct' },
			{ name: 'Inbox', value: 'inbox' },
		],
		default: 'direct',
		description: `The post mode that the API is asked for. What each one does in TikTok is not documented. ${defaultsTo('Direct')}`,
		routing: { send: { type: 'body', property: 'postMode' } },
	},
];

/** `coverIndex`, of carousels only. */
export const coverIndex: INodeProperties = {
	displayName: 'Cover Index',
	name: 'coverIndex',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 34 },
	default: 0,
	description: "Index of the cover image to use, counted from 0. The API's default is 0.",
	routing: { send: { type: 'body', property: 'coverIndex' } },
};

/** Where 0.1.0 saved the zone of `scheduledAt`. It is still offered, so that the editor shows what such a workflow holds. */
export const oldTimezone: INodeProperties = {
	displayName: 'Timezone (Old)',
	name: 'timezone',
	type: 'string',
	default: '',
	placeholder: 'e.g. Europe/Berlin',
	description:
		'Replaced by the field Timezone beside Scheduled At. Where an older workflow holds it, it still counts before that field.',
};

/**
 * The collection of optional parameters; what is not added is not sent.
 *
 * @param options the fields to offer, in the order of their names
 */
export function additionalFields(options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: [...options].sort((a, b) => a.displayName.localeCompare(b.displayName)),
	};
}
