import type { Resource } from '../properties';
import { upload } from './upload';

export const media: Resource = {
	option: { name: 'Media', value: 'media' },
	operations: [upload],
};
