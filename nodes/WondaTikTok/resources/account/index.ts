import type { Resource } from '../operation';
import { getAll } from './getAll';

export const account: Resource = {
	option: { name: 'Account', value: 'account' },
	operations: [getAll],
};
