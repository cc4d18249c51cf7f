import type { Resource } from '../properties';
import { cancel } from './cancel';
import { getAll } from './getAll';

export const schedule: Resource = {
	option: { name: 'Scheduled Post', value: 'schedule' },
	operations: [cancel, getAll],
	defaultOperation: getAll,
};
