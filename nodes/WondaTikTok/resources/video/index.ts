import type { Resource } from '../properties';
import { publish } from './publish';
import { schedule } from './schedule';

export const video: Resource = {
	option: { name: 'Video', value: 'video' },
	operations: [publish, schedule],
};
