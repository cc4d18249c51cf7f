import type { INodeProperties } from 'n8n-workflow';

import { checked } from '../routing/fieldRules';
import { carouselCaption as carouselCaptionRule } from '../routing/rules';

const caption: INodeProperties = {
	displayName: 'Caption',
	name: 'caption',
	type: 'string',
	typeOptions: { rows: 3 },
	default: '',
	placeholder: 'e.g. Made with AI #wonda',
};

/** An empty caption is not sent; one that is a number in a spreadsheet is sent as the text the API takes. */
const send = {
	type: 'body',
	property: 'caption',
	value: '={{ String($value ?? "") || undefined }}',
} as const;

export const videoCaption: INodeProperties = {
	...caption,
	description: 'Text of the post, hashtags included. TikTok takes up to 2,200 characters.',
	routing: { send },
};

export const carouselCaption: INodeProperties = {
	...caption,
	description: 'Text of the post, hashtags included, up to 90 characters',
	routing: { send: { ...send, preSend: [checked('Caption', carouselCaptionRule)] } },
};
