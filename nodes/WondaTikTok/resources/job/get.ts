import { publishJobId } from '../../fields/outputJobId';
import { readAnswer } from '../../../shared/operations/answer';
import { jobForItem } from '../../../shared/operations/look';
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
			operations: { pagination: jobForItem },
			output: { postReceive: [readAnswer] },
		},
	},
	fields: [publishJobId],
};
