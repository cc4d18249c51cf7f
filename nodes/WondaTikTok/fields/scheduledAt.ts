import type { INodeProperties } from 'n8n-workflow';

import { checked } from '../../shared/rules/fieldRules';
import { scheduledAt as scheduledAtRule } from '../../shared/rules/scheduleTime';

export const scheduledAt: INodeProperties = {
	displayName: 'Scheduled At',
	name: 'scheduledAt',
	type: 'dateTime',
	default: '',
	required: true,
	description:
		"When to post: 5 minutes to 29 days ahead. A time without offset is read in the workflow's time zone, or in that of the additional field Timezone.",
	routing: {
		send: {
			type: 'body',
			property: 'scheduledAt',
			preSend: [checked('Scheduled At', scheduledAtRule)],
		},
	},
};
