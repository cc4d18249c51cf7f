import { mediaId } from '../../fields/media';
import { readAnswer } from '../../../shared/operations/answer';
import { sendForItem } from '../../../shared/operations/request';
import type { Operation } from '../properties';

export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get media',
		description: 'Look at one file of your Wonda media library',
		routing: {
			request: { method: 'GET', url: '/media/' },
			send: { paginate: true },
			operations: { pagination: sendForItem },
			output: { postReceive: [readAnswer] },
		},
	},
	fields: [mediaId],
};
