import type { INodeProperties } from 'n8n-workflow';

import { locator } from './locator';

const EXAMPLE_ID = '019e1b76-74d7-8c7e-a927-6bd34bfaa114';

/** The job that is looked at; its ID becomes a part of the URL. */
export const publishJobId: INodeProperties = {
	displayName: 'Job ID',
	name: 'outputJobId',
	type: 'string',
	default: '',
	required: true,
	placeholder: `e.g. ${EXAMPLE_ID}`,
	description: 'The <code>outputJobId</code> that publishing or scheduling gave',
};

/** The job of a scheduled post. A plain text, which 0.1.0 saved, is its ID. */
export const scheduledJobId: INodeProperties = locator({
	displayName: 'Job ID',
	name: 'outputJobId',
	description: 'The scheduled post, or the <code>outputJobId</code> that scheduling gave',
	select: 'Select a scheduled post…',
	searchListMethod: 'searchScheduledPosts',
	exampleId: EXAMPLE_ID,
});
