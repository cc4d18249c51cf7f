import type { Resource } from '../properties';
import { get } from './get';
import { wait } from './wait';

export const job: Resource = {
	option: { name: 'Job', value: 'job' },
	operations: [get, wait],
};
