import { getMany } from '../../../shared/operations/read';
import { filters } from '../../fields/filters';
import { mediaLimit } from '../../fields/limit';
import { operation } from '../operation';

export const getAll = operation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many media',
	description: 'List files from your Wonda media library. Wonda returns at most 100 files.',
	route: { method: 'GET', url: '/media' },
	kind: 'read',
	work: getMany,
	fields: [mediaLimit, filters],
});
