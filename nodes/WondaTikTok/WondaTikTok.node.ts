import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';

import { searchAccounts } from './listSearch/searchAccounts';
import { accountDescription } from './resources/account';
import { carouselDescription } from './resources/carousel';
import { jobDescription } from './resources/job';
import { mediaDescription } from './resources/media';
import { scheduleDescription } from './resources/schedule';
import { videoDescription } from './resources/video';

export class WondaTikTok implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Wonda TikTok',
		name: 'wondaTikTok',
		icon: { light: 'file:../../icons/wonda.svg', dark: 'file:../../icons/wonda.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Publish and schedule TikTok videos and photo carousels with Wonda',
		defaults: { name: 'Wonda TikTok' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'wondaApi', required: true }],
		requestDefaults: {
			baseURL: '={{ $credentials.baseUrl.trim().replace(/\\/+$/, "") }}',
			headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
			// The hooks tell a refusal from a fault by the status, and a redirected POST would become a GET.
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		},
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'Account', value: 'account' },
					{ name: 'Carousel', value: 'carousel' },
					{ name: 'Job', value: 'job' },
					{ name: 'Media', value: 'media' },
					{ name: 'Schedule', value: 'schedule' },
					{ name: 'Video', value: 'video' },
				],
				default: 'video',
			},
			...accountDescription,
			...carouselDescription,
			...jobDescription,
			...mediaDescription,
			...scheduleDescription,
			...videoDescription,
		],
	};

	methods = { listSearch: { searchAccounts } };
}
