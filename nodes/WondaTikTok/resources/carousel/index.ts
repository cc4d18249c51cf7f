import type { Resource } from '../properties';
import { publish } from './publish';

export const carousel: Resource = {
	option: { name: 'Carousel', value: 'carousel' },
	operations: [publish],
};
