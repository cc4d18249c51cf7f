import type { Resource } from '../properties';
import { get } from './get';
import { getAll } from './getAll';
import { upload } from './upload';

export const media: Resource = {
	option: { name: 'Media', value: 'media' },
	operations: [get, getAll, upload],
	defaultOperation: upload,
};
