import { publishJobId } from '../../fields/outputJobId';
import { readAnswer } from '../../../shared/operations/answer';
import { sendForItem } from '../../../shared/operations/request';
import type { Operation } from '../properties';

export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get publish job',
		description: 'Look once at the state of a publish job',
		routing: {
			request: { method: 'GET', url: '/jobs/publish/' },
			send: { paginate: true },
			operations: { pagination: sendForItem },
			output: { postReceive: [readAnswer] },
		},
	},
	fields: [publishJobId],
};
