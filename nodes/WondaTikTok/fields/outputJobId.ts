import type { Field } from '../../shared/validation/validation';
import { id } from '../../shared/validation/values';
import { locator } from './locator';

const EXAMPLE_ID = '019e1b76-74d7-8c7e-a927-6bd34bfaa114';

const jobId = id('the outputJobId of a post', 'enter the outputJobId of a post');

/** The job that is read; its ID becomes part of the URL. */
export const publishJobId: Field = {
	property: {
		displayName: 'Job ID',
		name: 'outputJobId',
		type: 'string',
		default: '',
		required: true,
		placeholder: `e.g. ${EXAMPLE_ID}`,
		description: 'The <code>outputJobId</code> of a video, from the output of Publish or Schedule',
	},
	validate: jobId,
};

/** The scheduled post that is canceled. */
export const scheduledPostId: Field = {
	property: locator({
		displayName: 'Scheduled Post',
		name: 'outputJobId',
		description:
			'The scheduled post to cancel. Its ID is the <code>outputJobId</code> from the output of Schedule.',
		select: 'Select a scheduled post…',
		searchListMethod: 'searchScheduledPosts',
		exampleId: EXAMPLE_ID,
	}),
	validate: jobId,
};
