import type { INodeProperties } from 'n8n-workflow';

import { checked } from '../../shared/rules/fieldRules';
import { caption as captionRule } from '../../shared/rules/rules';

export const caption: INodeProperties = {
	displayName: 'Caption',
	name: 'caption',
	type: 'string',
	typeOptions: { rows: 3 },
	default: '',
	placeholder: 'e.g. Made with AI #wonda',
	description:
		'Text of the post, hashtags included. TikTok takes up to 2,200 characters with a video, up to 90 with a carousel.',
	routing: {
		send: { type: 'body', property: 'caption', preSend: [checked('Caption', captionRule)] },
	},
};
