import { getMany } from '../../../shared/operations/read';
import { listFields } from '../../fields/limit';
import { operation } from '../operation';

export const getAll = operation({
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many scheduled posts',
	description: 'List the scheduled posts of your Wonda account, including Instagram, soonest first',
	route: { method: 'GET', url: '/publish/scheduled' },
	kind: 'scheduledList',
	work: getMany,
	fields: listFields,
});
