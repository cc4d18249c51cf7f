import { filters } from '../../fields/filters';
import { mediaLimit } from '../../fields/limit';
import { readAnswer, splitList } from '../../../shared/operations/answer';
import { sendForItem } from '../../../shared/operations/request';
import type { Operation } from '../properties';

export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many media',
		description:
			'List files of your Wonda media library. The API shows no more than 100 and has no second page.',
		routing: {
			request: { method: 'GET', url: '/media' },
			send: { paginate: true },
			operations: { pagination: sendForItem },
			output: { postReceive: [readAnswer, splitList] },
		},
	},
	fields: [mediaLimit, filters],
};
