import type { Resource } from '../properties';
import { getAll } from './getAll';

export const account: Resource = {
	option: { name: 'Account', value: 'account' },
	operations: [getAll],
};
