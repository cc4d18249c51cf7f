import { cancel as cancelPost } from '../../../shared/operations/cancel';
import { scheduledPostId } from '../../fields/outputJobId';
import { workflowTimezone } from '../../fields/timezone';
import { operation } from '../operation';

export const cancel = operation({
	name: 'Cancel',
	value: 'cancel',
	action: 'Cancel scheduled post',
	description: 'Cancel a scheduled post before it starts',
	route: { method: 'DELETE', url: '/publish/scheduled/{outputJobId}' },
	kind: 'cancel',
	work: cancelPost,
	fields: [scheduledPostId, workflowTimezone],
});
