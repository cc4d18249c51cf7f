import { mediaId } from '../../fields/media';
import { readAnswer } from '../../../shared/operations/answer';
import { mediaForItem } from '../../../shared/operations/look';
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
			operations: { pagination: mediaForItem },
			output: { postReceive: [readAnswer] },
		},
	},
	fields: [mediaId],
};
