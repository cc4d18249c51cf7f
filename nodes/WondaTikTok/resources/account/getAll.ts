import { listFields } from '../../fields/limit';
import { readAnswer, splitList } from '../../../shared/operations/answer';
import { sendForItem } from '../../../shared/operations/request';
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
			operations: { pagination: sendForItem },
			output: { postReceive: [readAnswer, splitList] },
		},
	},
	fields: listFields,
};
