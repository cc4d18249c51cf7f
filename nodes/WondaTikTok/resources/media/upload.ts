import { mediaBinary } from '../../fields/binary';
import { readAnswer } from '../../../shared/operations/answer';
import { uploadForItem } from '../../../shared/operations/upload';
import type { Operation } from '../properties';

export const upload: Operation = {
	option: {
		name: 'Upload',
		value: 'upload',
		action: 'Upload file',
		description: 'Add an image, video or audio file to your Wonda media library',
		routing: {
			request: { method: 'POST', url: '/media/upload' },
			send: { paginate: true },
			operations: { pagination: uploadForItem },
			output: { postReceive: [readAnswer] },
		},
	},
	fields: [mediaBinary],
};
