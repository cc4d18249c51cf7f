import { listFields } from '../../fields/limit';
import { readAnswer, splitList } from '../../../shared/operations/answer';
import { sendForItem } from '../../../shared/operations/request';
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
			operations: { pagination: sendForItem },
			output: { postReceive: [readAnswer, splitList] },
		},
	},
	fields: listFields,
};
