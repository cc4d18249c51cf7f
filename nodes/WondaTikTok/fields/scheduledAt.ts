import type { INodeProperties } from 'n8n-workflow';

export const scheduledAt: INodeProperties = {
	displayName: 'Scheduled At',
	name: 'scheduledAt',
	type: 'dateTime',
	default: '',
	required: true,
	description:
		'When to post: 5 minutes to 29 days ahead. A time without offset is read in the zone of the field Timezone.',
	routing: { send: { type: 'body', property: 'scheduledAt' } },
};
