import type { INodeExecutionData } from 'n8n-workflow';

import { forItem } from '../../nodes/shared/operations/item';
import { runOf } from '../../nodes/shared/run/run';
import { useQuickTime } from '../support/time.mts';
import { failing, failure, loopOf, outputs, runningIn } from './items.mts';
import { after, KEY } from './loop.mts';

const time = useQuickTime();
const { run, firstError } = runningIn(time);

test('Each output is paired with its item, and holds nothing but its JSON', async () => {
	const loop = loopOf({ items: 2 });
	const settled = await run(
		loop,
		async function () {
			const item = this.getItemIndex();
			return await Promise.resolve([{ json: { item }, binary: {} }, { json: {} }]);
		},
		2,
	);
	expect(outputs(settled)).toEqual([
		[
			{ json: { item: 0 }, pairedItem: { item: 0 } },
			{ json: {}, pairedItem: { item: 0 } },
		],
		[
			{ json: { item: 1 }, pairedItem: { item: 1 } },
			{ json: {}, pairedItem: { item: 1 } },
		],
	]);
});

describe('A failure', () => {
	const FACTS = {
		outputJobId: 'a',
		status: 'queued',
		mayBeLive: true,
		httpStatus: 404,
		words: 'w',
	};

	test('is an error of n8n', async () => {
		const error = await firstError(loopOf(), failing(FACTS));
		expect(error).toMatchObject({
			name: 'NodeApiError',
			message: 'No: w',
			description: 'Do this.',
			httpCode: '404',
			context: { itemIndex: 0, outputJobId: 'a', status: 'queued', mayBeLive: true },
		});
	});

	test('is an item where the node continues: its JSON is the error alone', async () => {
		const loop = loopOf({ continueOnFail: true });
		expect(outputs(await run(loop, failing(FACTS)))).toEqual([
			[
				{
					json: {
						error: {
							message: 'No: w',
							description: 'Do this.',
							outputJobId: 'a',
							status: 'queued',
							mayBeLive: true,
						},
					},
					pairedItem: { item: 0 },
				},
			],
		]);
		expect(loop.log).toEqual([]);
	});

	test('holds no key', async () => {
		const error = await firstError(loopOf(), failing({ message: KEY, description: `${KEY}.` }));
		expect([error.message, error.description]).toEqual(['[API key]', '[API key].']);
	});

	test('that nobody foresaw is told as one without an answer', async () => {
		const error = await firstError(loopOf(), async () => await Promise.reject(new Error('odd')));
		expect(error.message).toBe('The connection to Wonda broke before there was an answer');
		expect(error.description).toBe('(odd)');
	});

	test('of the first item tells what became of the others', async () => {
		const loop = loopOf({ items: 3 });
		runOf(loop.item()).submissions.set(2, {
			job: { outputJobId: 'j', status: 'queued' },
			posted: {},
		});
		const error = await firstError(loop, failing(), 3);
		expect(error.description).toBe(
			[
				'Do this.',
				'Accepted in this run, do not post again:',
				'• item 2: job j (queued): No',
				'These items failed, too:',
				'• item 1: No',
			].join('<br>\n'),
		);
	});

	test('of an item that waits for others is told when these are done', async () => {
		const loop = loopOf({ items: 2 });
		const error = await firstError(
			loop,
			async function () {
				if (this.getItemIndex() === 1) await after(1000, undefined);
				throw failure({ message: `No ${this.getItemIndex()}` });
			},
			2,
		);
		expect(error.description).toBe('Do this.<br>\nThese items failed, too:<br>\n• item 1: No 1');
	});
});

test('An item that comes again while it is under way joins what goes on', async () => {
	const loop = loopOf();
	const work = jest.fn<Promise<INodeExecutionData[]>, unknown[]>(
		async () => await after(1000, [{ json: { once: true } }]),
	);
	const hook = forItem(work);
	const first = hook.call(loop.item(), loop.request());
	await time.passUntil(() => work.mock.calls.length === 1);
	const again = hook.call(loop.item(), loop.request());

	const output = [{ json: { once: true }, pairedItem: { item: 0 } }];
	expect(await time.passDuring(Promise.all([first, again]))).toEqual([output, output]);
	expect(work).toHaveBeenCalledTimes(1);
});

test('An error waits until n8n has begun all items, where it spreads them over time', async () => {
	const batch = { batchSize: 1, batchInterval: 1000 };
	const loop = loopOf({ items: 2, parameters: { requestOptions: { batching: { batch } } } });
	const hook = forItem(failing());
	const ended: number[] = [];
	const first = hook.call(loop.item(0), loop.request());
	first.catch(() => ended.push(0));
	await time.passUntil(() => jest.getTimerCount() === 0);
	expect(ended).toEqual([]);

	const second = hook.call(loop.item(1), loop.request());
	const [one, two] = await time.passDuring(Promise.allSettled([first, second]));
	expect([one?.status, two?.status]).toEqual(['rejected', 'rejected']);
});
