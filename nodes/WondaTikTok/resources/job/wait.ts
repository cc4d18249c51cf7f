import { wait as waitForEnd } from '../../../shared/operations/wait';
import { publishJobId } from '../../fields/outputJobId';
import { waitOptions } from '../../fields/wait';
import { operation } from '../operation';

export const wait = operation({
	name: 'Wait',
	value: 'wait',
	action: 'Wait for publish job',
	description:
		'Wait until a publish job has ended. A job that is scheduled for later is returned at once.',
	route: { method: 'GET', url: '/jobs/publish/{outputJobId}' },
	kind: 'read',
	work: waitForEnd,
	fields: [publishJobId, waitOptions],
});
