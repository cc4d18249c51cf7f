import { scheduledJobId } from '../../fields/outputJobId';
import { readCancellation } from '../../../shared/operations/answer';
import { cancelForItem } from '../../../shared/operations/request';
import type { Operation } from '../properties';

export const cancel: Operation = {
	option: {
		name: 'Cancel',
		value: 'cancel',
		action: 'Cancel scheduled post',
		description: 'Cancel a scheduled post before it starts',
		routing: {
			request: { method: 'DELETE', url: '/publish/scheduled/' },
			send: { paginate: true },
			operations: { pagination: cancelForItem },
			output: { postReceive: [readCancellation] },
		},
	},
	fields: [scheduledJobId],
};
