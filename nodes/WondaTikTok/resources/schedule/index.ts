import type { Resource } from '../operation';
import { cancel } from './cancel';
import { getAll } from './getAll';

export const schedule: Resource = {
	option: { name: 'Schedule', value: 'schedule' },
	operations: [cancel, getAll],
	defaultOperation: getAll,
};
