import type { IDataObject } from 'n8n-workflow';

import { refuseForItem } from '../../nodes/shared/operations/unknownOperation';
import { useQuickTime } from '../support/time.mts';
import { answer, errorOf, Loop } from './loop.mts';

const time = useQuickTime();

test.each<[IDataObject, string]>([
	[
		{ resource: 'video', operation: 'delete' },
		'There is no operation “delete” of the resource “video”',
	],
	[{ resource: 'film' }, 'There is no resource “film”'],
	[{}, 'There is no resource empty'],
	[{ resource: 'video', operation: null }, 'There is no operation empty of the resource “video”'],
	[{ resource: 5, operation: { a: 1 } }, 'There is no operation {"a":1} of the resource 5'],
	[{ resource: 'x'.repeat(101) }, `There is no resource “${'x'.repeat(100)}…”`],
])('What is not there is refused, and nothing is sent: %j', async (parameters, message) => {
	const loop = new Loop(() => answer({}), { parameters });

	const error = await errorOf(time.passDuring(refuseForItem.call(loop.item(), loop.request())));

	expect(error.message).toBe(message);
	expect(error.description).toBe(
		'Choose the resource and the operation from their lists and run again. Nothing was sent.',
	);
	expect(loop.sent).toEqual([]);
});
