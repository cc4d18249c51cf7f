import { publishJobId } from '../../fields/outputJobId';
import { waitOptions } from '../../fields/waiting';
import { readAnswer } from '../../../shared/operations/answer';
import { waitForItem } from '../../../shared/operations/wait';
import type { Operation } from '../properties';

export const wait: Operation = {
	option: {
		name: 'Wait',
		value: 'wait',
		action: 'Wait for publish job',
		description: 'Wait until a publish job has succeeded or failed',
		routing: {
			request: { method: 'GET', url: '/jobs/publish/' },
			send: { paginate: true },
			operations: { pagination: waitForItem },
			output: { postReceive: [readAnswer] },
		},
	},
	fields: [publishJobId, waitOptions],
};
