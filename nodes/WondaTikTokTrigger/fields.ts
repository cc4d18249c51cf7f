import type { INodeProperties } from 'n8n-workflow';

import { KINDS, SOURCES } from '../WondaTikTok/fields/filters';

const ANY = { name: 'Any', value: 'any' };

export const triggerOn: INodeProperties = {
	displayName: 'Trigger On',
	name: 'triggerOn',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'New Media',
			value: 'newMedia',
			action: 'On new media',
			description:
				'When there is a new file in your Wonda media library. The API shows no more than 100 files: where more come between two polls, the rest is not seen.',
		},
		{
			name: 'Scheduled Post Ended',
			value: 'scheduledPostEnded',
			action: 'On scheduled post ended',
			description: 'When a scheduled post is live, has failed or was canceled',
		},
	],
	default: 'newMedia',
};

/** A field of one event. It takes no expression: what it resolves to could change with each poll, and each time begin anew. */
const fieldOf = (event: string, field: INodeProperties): INodeProperties => ({
	...field,
	noDataExpression: true,
	displayOptions: { show: { triggerOn: [event] } },
});

export const kind = fieldOf('newMedia', {
	displayName: 'Kind',
	name: 'kind',
	type: 'options',
	options: [ANY, ...KINDS],
	default: 'video',
	description: 'Kind of media to watch for',
});

export const source = fieldOf('newMedia', {
	displayName: 'Source',
	name: 'source',
	type: 'options',
	options: [ANY, ...SOURCES],
	default: 'any',
	description: 'Where the media to watch for comes from',
});

export const outcomes = fieldOf('scheduledPostEnded', {
	displayName: 'Outcomes',
	name: 'outcomes',
	type: 'multiOptions',
	options: [
		{ name: 'Canceled', value: 'canceled' },
		{ name: 'Failed', value: 'failed' },
		{ name: 'Succeeded', value: 'succeeded' },
	],
	default: ['succeeded', 'failed'],
	description: 'Which ends of a post start the workflow',
});
