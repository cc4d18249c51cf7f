import type { INodeProperties } from 'n8n-workflow';

import { locator } from './locator';

export const tiktokAccountId: INodeProperties = {
	...locator({
		displayName: 'TikTok Account',
		name: 'tiktokAccountId',
		description: 'The connected account to post to',
		select: 'Select an account…',
		searchListMethod: 'searchAccounts',
		exampleId: '550e8400-e29b-41d4-a716-446655440000',
	}),
	routing: { send: { type: 'body', property: 'tiktokAccountId' } },
};
