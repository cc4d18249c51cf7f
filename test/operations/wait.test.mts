import type { IDataObject } from 'n8n-workflow';

import type { Failure } from '../../nodes/shared/failures/failure';
import { waitForItem, waitForJob } from '../../nodes/shared/operations/wait';
import { useQuickTime } from '../support/time.mts';
import { after, answer, errorOf, inOrder, Loop, type Service } from './loop.mts';

const time = useQuickTime();

const QUEUED = { outputJobId: 'j-1', status: 'queued' };

const job = (status: unknown, more: object = {}) => answer({ outputJobId: 'j-1', status, ...more });

const fields = (timeout?: unknown, longest?: unknown, onTimeout?: unknown) => ({
	'waitOptions.timeout': timeout,
	'waitOptions.maxPollInterval': longest,
	'waitOptions.onTimeout': onTimeout,
});

/** Waits for a job that was accepted. */
const wait = async (loop: Loop, options: object = {}, more: object = {}) =>
	await time.passDuring(
		waitForJob(
			loop.item(),
			loop.request({ method: 'POST', body: { a: 1 }, qs: { b: 1 } }),
			options as never,
			{
				job: QUEUED,
				wasAccepted: true,
				...more,
			},
		),
	);

const failureOf = async (loop: Loop, options: object = {}, more: object = {}) =>
	await errorOf<Failure>(wait(loop, options, more));

/** When a job that never ends is looked at, in milliseconds. */
async function looks(options: object, service: Service = () => job('queued')): Promise<number[]> {
	const loop = new Loop(service);
	await failureOf(loop, options);
	return loop.times;
}

describe('Looks', () => {
	test('come after a second, then less and less often, and at the end of the time', async () => {
		expect(await looks(fields(9))).toEqual([1000, 2500, 4150, 5965, 7961, 9000]);
	});

	test.each<[number, object, number[]]>([
		[1, fields(1), [1000]],
		[1.5, fields(1.5), [1000, 1500]],
		[2.5, fields(2.5), [1000, 2500]],
		[3, fields('3'), [1000, 2500, 3000]],
	])('end with a timeout of %d seconds', async (_seconds, options, times) => {
		expect(await looks(options)).toEqual(times);
	});

	test('come as often as is wanted', async () => {
		expect(await looks(fields(5, 1))).toEqual([1000, 2000, 3000, 4000, 5000]);
		expect(await looks(fields(5, '1.6'))).toEqual([1000, 2500, 4100, 5000]);
	});

	test('come every five seconds at last, for five minutes, where nothing else is wanted', async () => {
		const times = await looks({});
		expect(times.at(-1)).toBe(300_000);
		const pauses = times.slice(1).map((at, index) => at - Number(times[index]));
		expect(Math.max(...pauses)).toBe(5000);
		expect(pauses.at(-2)).toBe(5000);
	});

	test('count by when they are sent: one that was sent in time is not the last', async () => {
		const slow: Service = async (_request, nth) => await after(nth === 1 ? 2000 : 0, job('queued'));
		const [first, second, ...rest] = await looks(fields(3), slow);
		expect([first, second]).toEqual([1000, 2500]);
		expect(rest).toHaveLength(1);
		expect(rest[0]).toBeGreaterThanOrEqual(4500);
		expect(rest[0]).toBeLessThan(4510);
	});

	test('ask for the job alone, and give up in time', async () => {
		const loop = new Loop(() => job('queued'));
		await failureOf(loop, fields(10));
		expect(loop.sent.map(({ at, timeout }) => [at, timeout])).toEqual([
			[1000, 9000],
			[2500, 7500],
			[4150, 5850],
			[5965, 5000],
			[7961, 5000],
			[10_000, 5000],
		]);
		for (const sent of loop.sent) {
			expect(sent).toMatchObject({ method: 'GET', url: '/jobs/publish/j-1', qs: { b: 1 } });
			expect(sent.body).toBeUndefined();
		}
	});

	test('give up after half a minute where there is time', async () => {
		const loop = new Loop(inOrder(job('queued'), job('queued'), job('succeeded')));
		await wait(loop, fields(32));
		expect(loop.sent.map(({ timeout }) => timeout)).toEqual([30_000, 29_500, 27_850]);
	});
});

describe('A wait', () => {
	test('gives the last answer, under the ID that was asked for', async () => {
		const loop = new Loop(inOrder(job('queued'), job('succeeded', { outputJobId: 'x', a: 1 })));
		expect(await wait(loop)).toEqual({ outputJobId: 'j-1', status: 'succeeded', a: 1 });
		expect(loop.times).toEqual([1000, 2500]);
	});

	test.each(['succeeded', 'scheduled'])(
		'for a job that has ended looks at nothing: %s',
		async (status) => {
			const loop = new Loop(() => job('queued'));
			const ended = { outputJobId: 'j-1', status };
			expect(await wait(loop, {}, { job: ended })).toEqual(ended);
			expect(loop.sent).toEqual([]);
		},
	);

	test.each(['under_review', 'SUCCEEDED', '', null, 5, {}, ['succeeded']])(
		'goes on with a status that is no end: %j',
		async (status) => {
			const loop = new Loop(inOrder(job(status), job('succeeded')));
			expect(await wait(loop)).toMatchObject({ status: 'succeeded' });
		},
	);

	test('tells the job whenever it was seen', async () => {
		const seen: unknown[] = [];
		const loop = new Loop(inOrder(job('a'), answer('<html>'), job('succeeded')));
		await wait(loop, {}, { onSeen: (one: unknown) => seen.push(one) });
		expect(seen).toEqual([
			{ outputJobId: 'j-1', status: 'a' },
			{ outputJobId: 'j-1', status: 'succeeded' },
		]);
	});

	test('ends with the end that the last look sees', async () => {
		const failed = job('failed', { errorMessage: 'spam' });
		const failure = await failureOf(new Loop(() => failed), fields(1, 1, 'output'));
		expect(failure.message).toBe('The publish job failed: spam');
		expect(await wait(new Loop(() => job('succeeded')), fields(1))).toMatchObject({
			status: 'succeeded',
		});
	});

	test.each<unknown>(['../a', '', 'a b', 5, null, { a: 1 }])(
		'for an ID that is none looks at nothing: %j',
		async (outputJobId) => {
			const loop = new Loop(() => job('succeeded'));
			const failure = await failureOf(loop, {}, { job: { outputJobId } });
			expect(failure.kind).toBe('ended');
			expect(failure.message).toBe('Wonda gave the job an ID that cannot be looked up');
			expect(loop.sent).toEqual([]);
		},
	);
});

test('Job > Wait waits for the job that was named, with the options of the node', async () => {
	const parameters: IDataObject = {
		...{ resource: 'job', operation: 'wait', outputJobId: ' j-1 ' },
		waitOptions: { timeout: 1, onTimeout: 'output' },
	};
	const loop = new Loop(() => job('queued'), { parameters });
	expect(await time.passDuring(waitForItem.call(loop.item(), loop.request()))).toEqual([
		{ json: QUEUED, pairedItem: { item: 0 } },
	]);
	expect(loop.times).toEqual([1000]);
});
