import { getOne } from '../../../shared/operations/read';
import { publishJobId } from '../../fields/outputJobId';
import { operation } from '../operation';

export const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get publish job',
	description: 'Get the current status of a publish job',
	route: { method: 'GET', url: '/jobs/publish/{outputJobId}' },
	kind: 'read',
	work: getOne,
	fields: [publishJobId],
});
