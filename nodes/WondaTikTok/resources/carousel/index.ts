import type { Resource } from '../operation';
import { publish } from './publish';

export const carousel: Resource = {
	option: { name: 'Carousel', value: 'carousel' },
	operations: [publish],
};
