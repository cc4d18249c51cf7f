import { upload as uploadFile } from '../../../shared/operations/upload';
import { mediaBinary } from '../../fields/binary';
import { operation } from '../operation';

export const upload = operation({
	name: 'Upload',
	value: 'upload',
	action: 'Upload file',
	description: 'Add an image, video or audio file to your Wonda media library',
	route: { method: 'POST', url: '/media/upload' },
	kind: 'upload',
	work: uploadFile,
	fields: [mediaBinary],
});
