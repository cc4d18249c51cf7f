import { filters } from '../../fields/filters';
import { mediaLimit } from '../../fields/limit';
import { readList } from '../../../shared/operations/answer';
import { listForItem } from '../../../shared/operations/look';
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
			operations: { pagination: listForItem },
			output: { postReceive: [readList] },
		},
	},
	fields: [mediaLimit, filters],
};
