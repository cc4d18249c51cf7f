import { outputJobId } from '../../fields/outputJobId';
import { waitOptions } from '../../fields/waiting';
import { readAnswer } from '../../../shared/operations/answer';
import { waitForItem } from '../../../shared/operations/wait';
import type { Operation } from '../properties';

export const wait: Operation = {
	option: {
		name: 'Wait',
		value: 'wait',
		action: 'Wait for a publish job',
		description: 'Wait until TikTok has taken the post of a job or refused it',
		routing: {
			request: { method: 'GET', url: '/jobs/publish/' },
			send: { paginate: true },
			operations: { pagination: waitForItem },
			output: { postReceive: [readAnswer] },
		},
	},
	fields: [outputJobId, waitOptions],
};
