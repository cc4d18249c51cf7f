import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';

import { baseUrl } from './baseUrl';
import { searchAccounts } from './pickers/searchAccounts';
import { searchMedia, searchVideos } from './pickers/searchMedia';
import { searchScheduledPosts } from './pickers/searchScheduledPosts';
import { account } from './resources/account';
import { carousel } from './resources/carousel';
import { job } from './resources/job';
import { media } from './resources/media';
import { propertiesOf } from './resources/properties';
import { schedule } from './resources/schedule';
import { subtitleOf } from './resources/subtitle';
import { video } from './resources/video';

const RESOURCES = [account, carousel, job, media, schedule, video];

export class WondaTikTok implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Wonda TikTok',
		name: 'wondaTikTok',
		icon: { light: 'file:../../icons/wonda.svg', dark: 'file:../../icons/wonda.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: subtitleOf(RESOURCES),
		description: 'Publish and schedule TikTok videos and photo carousels with Wonda',
		defaults: { name: 'Wonda TikTok' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'wondaApi', required: true }],
		requestDefaults: {
			baseURL: baseUrl,
			headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
			// The hooks tell a refusal from a fault by the status, and a redirected POST would become a GET.
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		},
		properties: propertiesOf(RESOURCES, video),
	};

	methods = { listSearch: { searchAccounts, searchMedia, searchScheduledPosts, searchVideos } };
}
