import type { INodeExecutionData } from 'n8n-workflow';

import { forItem, type ItemWork } from '../../nodes/shared/operations/item';
import { useQuickTime } from '../support/time.mts';
import { failing, failure, loopOf, outputs, runningIn } from './items.mts';
import { KEY, type Loop } from './loop.mts';

const time = useQuickTime();
const { run } = runningIn(time);

describe('After a stop', () => {
	const stopping = (loop: Loop): ItemWork =>
		async function () {
			loop.stop.abort();
			return await Promise.reject(failure({ message: `No ${KEY}` }));
		};

	test.each([true, false])(
		'a failure stands in the log alone; continues: %j',
		async (continueOnFail) => {
			const loop = loopOf({ continueOnFail });
			expect(outputs(await run(loop, stopping(loop)))).toEqual([[]]);
			expect(loop.log).toEqual(['warn: Item 0: No [API key]. Do this.']);
		},
	);

	test('an item that was not begun is not begun', async () => {
		const loop = loopOf();
		loop.stop.abort();
		const work = jest.fn<Promise<INodeExecutionData[]>, unknown[]>();
		expect(outputs(await run(loop, work))).toEqual([[]]);
		expect(work).not.toHaveBeenCalled();
		expect(loop.log).toEqual(['warn: Item 0: The execution was stopped. Nothing more was sent.']);
	});

	test('what broke is told as what the stop has broken', async () => {
		const loop = loopOf();
		await run(loop, async () => {
			loop.stop.abort();
			return await Promise.reject(new Error('aborted'));
		});
		expect(loop.log).toEqual(['warn: Item 0: The execution was stopped. A request was under way.']);
	});
});

test('An error that would wait for n8n ends with a stop', async () => {
	const batch = { batchSize: 1, batchInterval: 1000 };
	const loop = loopOf({ items: 2, parameters: { requestOptions: { batching: { batch } } } });
	const first = forItem(failing()).call(loop.item(0), loop.request());
	await time.passUntil(() => jest.getTimerCount() === 0);
	loop.stop.abort();
	expect(await time.passDuring(first)).toEqual([]);
});

test('Where n8n tells of no stop, a failure is told as any other', async () => {
	const [one] = await run(loopOf({ canStop: false }), failing());
	expect(one).toMatchObject({ status: 'rejected', reason: { message: 'No' } });
});
