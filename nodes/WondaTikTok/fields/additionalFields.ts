import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** An optional switch, sent under its own name. */
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

const postModes: INodePropertyOptions[] = [
	{ name: 'Direct', value: 'direct', description: 'Publish at once' },
	{
		name: 'Inbox',
		value: 'inbox',
		description: 'Send a draft to the inbox of the TikTok app, to be finished there',
	},
];

/** The optional parameters that videos and carousels share. */
export const sharedOptions: INodeProperties[] = [
	flag(
		'brandOrganic',
		'Brand Organic',
		'Whether the content promotes your own brand. TikTok labels it as promotional content. Defaults to false.',
	),
	flag(
		'brandedContent',
		'Branded Content',
		'Whether the content is a paid partnership with another brand. Cannot be posted as Only Me. Defaults to false.',
	),
	flag('disableComment', 'Disable Comment', 'Whether to turn off comments'),
	flag('disableDuet', 'Disable Duet', 'Whether to keep others from making duets with the post'),
	flag('disableStitch', 'Disable Stitch', 'Whether to keep others from stitching the post'),
	flag(
		'discloseCommercial',
		'Disclose Commercial',
		'Whether to disclose the content as commercial. Then add Brand Organic, Branded Content or both. Defaults to false.',
	),
	flag(
		'isAigc',
		'Is AI-Generated Content',
		'Whether to label the content as AI-generated. Defaults to false.',
	),
	{
		displayName: 'Post Mode',
		name: 'postMode',
		type: 'options',
		options: postModes,
		default: 'direct',
		description: 'How the post reaches TikTok. Defaults to Direct.',
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
	description: 'Position of the cover image among the media IDs, counted from 0. Defaults to 0.',
	routing: { send: { type: 'body', property: 'coverIndex' } },
};

/** Time zone of `scheduledAt`; it stays in n8n, the API takes an offset. */
export const timezone: INodeProperties = {
	displayName: 'Timezone (Old)',
	name: 'timezone',
	type: 'string',
	default: '',
	placeholder: 'e.g. Europe/Berlin',
	description:
		"IANA name of the time zone in which to read a time without offset. The workflow's time zone when not added.",
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
