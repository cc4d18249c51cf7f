import type { INodeProperties } from 'n8n-workflow';

export const caption: INodeProperties = {
	displayName: 'Caption',
	name: 'caption',
	type: 'string',
	typeOptions: { rows: 3 },
	default: '',
	placeholder: 'e.g. Made with AI #wonda',
	description:
		'Text of the post, hashtags included. TikTok takes up to 2,200 characters with a video, up to 90 with a carousel. An empty one is not sent.',
	routing: { send: { type: 'body', property: 'caption' } },
};
