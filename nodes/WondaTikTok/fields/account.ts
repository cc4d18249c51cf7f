import type { INodeProperties } from 'n8n-workflow';

export const tiktokAccountId: INodeProperties = {
	displayName: 'TikTok Account',
	name: 'tiktokAccountId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The connected account to post to',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select an account…',
			typeOptions: { searchListMethod: 'searchAccounts', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 550e8400-e29b-41d4-a716-446655440000',
		},
	],
	routing: { send: { type: 'body', property: 'tiktokAccountId' } },
};
