import type { INodeExecutionData } from 'n8n-workflow';

import { forItem } from '../../nodes/shared/operations/item';
import { runOf } from '../../nodes/shared/run/run';
import { useQuickTime } from '../support/time.mts';
import { outputs, runningIn } from './items.mts';
import { answer, errorOf, Loop } from './loop.mts';

const time = useQuickTime();
const { run, firstError } = runningIn(time);

type Given = ConstructorParameters<typeof Loop>[1];

const loopOf = (given: Given = {}) => new Loop(() => answer({}), given);

const LIMIT = { resource: 'media', operation: 'getAll', returnAll: false, limit: 0 };

const WRONG = 'Limit must be a whole number, 1 to 100, but is 0';

test('The work gets the request of the item, and its fields as they were read', async () => {
	const loop = loopOf({ parameters: { ...LIMIT, limit: ' 7 ' } });
	const request = loop.request({ qs: { limit: ' 7 ' } });
	const work = jest.fn<Promise<INodeExecutionData[]>, unknown[]>().mockResolvedValue([]);

	await time.passDuring(forItem(work).call(loop.item(), request));

	expect(work).toHaveBeenCalledWith(request, { returnAll: false, limit: 7 });
	expect(request.options.qs).toEqual({ limit: 7 });
});

describe('A wrong item', () => {
	const work = jest.fn<Promise<INodeExecutionData[]>, unknown[]>().mockResolvedValue([]);

	beforeEach(() => work.mockClear());

	test('is told, all that is wrong with it in one message, and its work is not begun', async () => {
		const loop = loopOf({ parameters: { ...LIMIT, returnAll: 5 } });
		const error = await firstError(loop, work);
		expect(error.message).toBe(`Return All must be true or false, but is 5. ${WRONG}`);
		expect(error.description).toBe('Correct this and run again. Nothing was sent.');
		expect(work).not.toHaveBeenCalled();
	});

	test('of several is told with its number', async () => {
		const loop = loopOf({ parameters: LIMIT, items: 2, continueOnFail: true });
		const settled = await run(loop, work, 2);
		expect(outputs(settled)).toEqual(
			[0, 1].map((item) => [
				{
					json: {
						error: {
							message: WRONG,
							description: `Correct item ${item} and run again. Nothing was sent for it.`,
						},
					},
					pairedItem: { item },
				},
			]),
		);
		expect(work).not.toHaveBeenCalled();
	});

	test.each<[string, Given, object, string]>([
		[
			'a key that cannot be sent',
			{ apiKey: '' },
			{},
			'The API key of the Wonda API credential is empty',
		],
		[
			'a proxy that could read the key',
			{ apiKey: '' },
			{ proxy: 'http://p', baseURL: 'http://x' },
			'Proxy cannot be used with a base URL that does not begin with https://',
		],
	])('is told less near than %s', async (_name, given, options, message) => {
		const loop = loopOf({ ...given, parameters: LIMIT });
		const hook = forItem(work).call(loop.item(), loop.request(options));
		expect((await errorOf(time.passDuring(hook))).message).toBe(message);
		expect(work).not.toHaveBeenCalled();
	});

	test('of a batch keeps the others from being sent', async () => {
		const loop = loopOf({ parameters: LIMIT, items: 2 });
		const right = loop.request({ qs: { limit: 1 } });
		const hook = forItem(work);
		const all = [
			hook.call(loop.item(0), loop.request({ qs: { limit: 0 } })),
			hook.call(loop.item(1), right),
		];
		const [wrong, other] = await time.passDuring(Promise.allSettled(all));
		expect(wrong).toMatchObject({
			reason: { message: '1 of 2 items cannot be sent, so nothing was sent' },
		});
		expect(other).toEqual({ status: 'fulfilled', value: [] });
		expect(work).not.toHaveBeenCalled();
	});

	test('that was accepted in an earlier try is checked no more', async () => {
		const loop = loopOf({ parameters: LIMIT });
		runOf(loop.item()).submissions.set(0, { job: {}, posted: {} });
		expect(outputs(await run(loop, work))).toEqual([[]]);
		expect(work).toHaveBeenCalledTimes(1);
	});
});
