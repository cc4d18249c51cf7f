import { listFields } from '../../fields/limit';
import { readList } from '../../../shared/operations/answer';
import { listForItem } from '../../../shared/operations/look';
import type { Operation } from '../properties';

export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many scheduled posts',
		description:
			'List the scheduled posts of your Wonda account, soonest first, Instagram included',
		routing: {
			request: { method: 'GET', url: '/publish/scheduled' },
			send: { paginate: true },
			operations: { pagination: listForItem },
			output: { postReceive: [readList] },
		},
	},
	fields: listFields,
};
