import { listFields } from '../../fields/limit';
import { readList } from '../../../shared/operations/answer';
import { listForItem } from '../../../shared/operations/look';
import type { Operation } from '../properties';

export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many TikTok accounts',
		description: 'List the TikTok accounts that are connected to your Wonda account',
		routing: {
			request: { method: 'GET', url: '/tiktok/accounts' },
			send: { paginate: true },
			operations: { pagination: listForItem },
			output: { postReceive: [readList] },
		},
	},
	fields: listFields,
};
