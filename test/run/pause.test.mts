import { getEventListeners } from 'node:events';

import { growingPauseMs, pause, untilStopped } from '../../nodes/shared/run/pause';
import { useLeapingTime } from '../support/time.mts';

const time = useLeapingTime();

afterEach(() => {
	jest.restoreAllMocks();
});

test.each([
	[1, 500, 1000],
	[2, 1000, 2000],
	[6, 16_000, 32_000],
	[7, 30_000, 60_000],
	[50, 30_000, 60_000],
])('after %d failures in a row a pause is %d to %d milliseconds', (failures, least, most) => {
	jest.spyOn(Math, 'random').mockReturnValueOnce(0).mockReturnValueOnce(1);

	expect([growingPauseMs(failures), growingPauseMs(failures)]).toEqual([least, most]);
});

describe('A pause', () => {
	const DAY_MS = 24 * 3_600_000;

	test.each([1, 1500, 24 * DAY_MS, 25 * DAY_MS, 60 * DAY_MS])(
		'takes %d milliseconds',
		async (ms) => {
			const startedAt = Date.now();

			await time.passDuring(pause(ms, undefined));

			expect(Date.now() - startedAt).toBe(ms);
		},
	);

	test('ends at once when the execution is stopped', async () => {
		const stop = new AbortController();
		const startedAt = Date.now();
		const work = pause(DAY_MS, stop.signal);
		stop.abort();

		await expect(work).rejects.toMatchObject({ kind: 'stopped' });

		expect(Date.now()).toBe(startedAt);
		expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
	});

	test('does not begin once it is stopped', async () => {
		await expect(pause(DAY_MS, AbortSignal.abort())).rejects.toMatchObject({ kind: 'stopped' });

		expect(jest.getTimerCount()).toBe(0);
	});
});

describe('Work that a stop cuts short', () => {
	test('gives what it gives, and is listened for no longer', async () => {
		const { signal } = new AbortController();

		expect(await untilStopped(Promise.resolve(5), signal)).toBe(5);
		expect(await untilStopped(Promise.resolve(6), undefined)).toBe(6);

		expect(getEventListeners(signal, 'abort')).toEqual([]);
	});

	test('throws what it throws, and is listened for no longer', async () => {
		const { signal } = new AbortController();

		await expect(untilStopped(Promise.reject(new Error('no')), signal)).rejects.toThrow('no');

		expect(getEventListeners(signal, 'abort')).toEqual([]);
	});

	test('may fail once it is stopped, and nobody has to handle it', async () => {
		const unhandled = jest.fn();
		process.on('unhandledRejection', unhandled);
		const work = Promise.reject(new Error('no'));

		await expect(untilStopped(work, AbortSignal.abort())).rejects.toMatchObject({
			kind: 'stopped',
		});
		await new Promise((resolve) => setImmediate(resolve));

		process.off('unhandledRejection', unhandled);
		expect(unhandled).not.toHaveBeenCalled();
	});
});
