import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';

import { manyItemsHint } from './hints';
import { searchAccounts } from './listSearch/searchAccounts';
import { searchImages, searchMedia, searchVideos } from './listSearch/searchMedia';
import { searchScheduledPosts } from './listSearch/searchScheduledPosts';
import { DEFAULT_RESOURCE, RESOURCES } from './resources';
import { propertiesOf } from './resources/properties';
import { subtitleOf } from './resources/subtitle';

export class WondaTikTok implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Wonda TikTok',
		name: 'wondaTikTok',
		icon: { light: 'file:../../icons/wonda.svg', dark: 'file:../../icons/wonda.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: subtitleOf(RESOURCES),
		description:
			'Publish TikTok videos and photo carousels and schedule videos with Wonda, from your library, files or links',
		defaults: { name: 'Wonda TikTok' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'wondaApi', required: true }],
		// The requests go to the base URL of the credential (`ApiClient`); an expression for it took n8n a fifth of the time of a post.
		requestDefaults: { baseURL: 'https://api.wondercat.ai/api/v1' },
		hints: [manyItemsHint],
		properties: propertiesOf(RESOURCES, DEFAULT_RESOURCE),
	};

	methods = {
		listSearch: { searchAccounts, searchImages, searchMedia, searchScheduledPosts, searchVideos },
	};
}
