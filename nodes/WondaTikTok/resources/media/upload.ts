import { upload as uploadFile } from '../../../shared/operations/upload';
import { mediaBinary } from '../../fields/binary';
import { mediaUrl } from '../../fields/fileUrl';
import { uploadSource } from '../../fields/source';
import { operation } from '../operation';

export const upload = operation({
	name: 'Upload',
	value: 'upload',
	action: 'Upload file',
	description:
		'Add an image, video or audio file to your Wonda media library, from the input item or a link',
	route: { method: 'POST', url: '/media/upload' },
	kind: 'upload',
	work: uploadFile,
	fields: [uploadSource, mediaBinary, mediaUrl],
});
