import { getEventListeners } from 'node:events';

import { sendWithRetry } from '../../../nodes/shared/api/retry';
import { Semaphore } from '../../../nodes/shared/api/semaphore';
import { abortable, backoffMs, sleep } from '../../../nodes/shared/api/time';
import { useFakeTime } from './fakeTime.mts';
import { failure, SECOND } from './service.mts';

const time = useFakeTime();

const DAY = 24 * 3600 * SECOND;

afterEach(() => {
	jest.restoreAllMocks();
});

test.each([
	[1, 500, 1000],
	[2, 1000, 2000],
	[6, 16_000, 32_000],
	[7, 30_000, 60_000],
	[50, 30_000, 60_000],
])('The backoff after %d failures in a row is %d to %d milliseconds', (attempts, least, most) => {
	jest.spyOn(Math, 'random').mockReturnValueOnce(0).mockReturnValueOnce(1);

	expect([backoffMs(attempts), backoffMs(attempts)]).toEqual([least, most]);
});

describe('sleep', () => {
	test.each([1, 1500, 24 * DAY, 25 * DAY, 60 * DAY])('takes %d milliseconds', async (ms) => {
		await time.during(sleep(ms));

		expect(time.now()).toBe(ms);
	});

	test('ends at once when it is aborted', async () => {
		const stop = new AbortController();
		const work = sleep(DAY, stop.signal);
		stop.abort();

		await expect(work).rejects.toMatchObject({ kind: 'aborted' });

		expect(time.now()).toBe(0);
		await time.toTheEnd();
	});
});

describe('abortable', () => {
	test.each([
		['returns what the work does', Promise.resolve(5), 5],
		['throws what the work does', Promise.reject(failure('refused')), 'refused'],
	])('%s, with one listener for each signal', async (_name, work, result) => {
		const { signal } = new AbortController();

		for (let count = 0; count < 20; count++) {
			const outcome = await abortable(work, signal).catch(({ kind }: { kind: string }) => kind);
			expect(outcome).toBe(result);
		}

		expect(getEventListeners(signal, 'abort')).toHaveLength(1);
	});

	test('leaves no rejection unhandled', async () => {
		const unhandled = jest.fn();
		process.on('unhandledRejection', unhandled);

		const work = abortable(Promise.reject(new Error('no')), AbortSignal.abort());
		await expect(work).rejects.toMatchObject({ kind: 'aborted' });
		await new Promise((resolve) => setImmediate(resolve));

		process.off('unhandledRejection', unhandled);
		expect(unhandled).not.toHaveBeenCalled();
	});
});

describe('sendWithRetry', () => {
	const outcomeUnknown = (retryAfterMs?: number) => failure('outcomeUnknown', { retryAfterMs });

	test.each([
		['five times at most', outcomeUnknown(), 99, 5, 'outcomeUnknown', 15_000],
		['until it is accepted', failure('notSent'), 2, 3, 'accepted', 3000],
		['after the time that the service asks for', outcomeUnknown(7000), 1, 2, 'accepted', 7000],
		['not after a refusal', failure('refused'), 99, 1, 'refused', 0],
		['not when it is to wait for long', outcomeUnknown(300_001), 99, 1, 'outcomeUnknown', 0],
	])('sends %s', async (_name, failed, failures, attempts, outcome, tookMs) => {
		jest.spyOn(Math, 'random').mockReturnValue(1);
		const attempt = jest.fn(async () => {
			if (attempt.mock.calls.length <= failures) throw failed;
			return 'accepted';
		});

		const work = sendWithRetry(attempt, undefined).catch(({ kind }: { kind: string }) => kind);

		expect(await time.during(work)).toBe(outcome);
		expect(attempt).toHaveBeenCalledTimes(attempts);
		expect(time.now()).toBe(tookMs);
	});

	test('sends nothing after a stop', async () => {
		const attempt = jest.fn(async () => await Promise.reject(outcomeUnknown()));

		const work = sendWithRetry(attempt, AbortSignal.abort());

		await expect(work).rejects.toMatchObject({ kind: 'outcomeUnknown' });
		expect(attempt).toHaveBeenCalledTimes(1);
	});
});

test('A semaphore runs so many tasks at once, in their order, failed ones included', async () => {
	const semaphore = new Semaphore(2);
	const started: [task: number, at: number][] = [];
	const tasks = [1, 2, 3, 4, 5].map(
		async (task) =>
			await semaphore.run(async () => {
				started.push([task, time.now()]);
				await sleep(SECOND);
				if (task === 2) throw new Error('no');
				return task;
			}),
	);

	const results = await time.during(Promise.allSettled(tasks));

	expect(results.map(({ status }) => status === 'fulfilled')).toEqual([
		true,
		false,
		true,
		true,
		true,
	]);
	expect(started).toEqual([
		[1, 0],
		[2, 0],
		[3, 1000],
		[4, 1000],
		[5, 2000],
	]);
});
