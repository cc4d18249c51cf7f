import { getEventListeners } from 'node:events';

import { unlessStopped } from '../../nodes/shared/files/unlessStopped';

const listeners = (stop: AbortController) => getEventListeners(stop.signal, 'abort').length;
const never = new Promise<never>(() => undefined);

test('gives what the work gives, and listens no longer', async () => {
	const stop = new AbortController();
	const work = unlessStopped(Promise.resolve(5), stop.signal);
	expect(listeners(stop)).toBe(1);
	expect(await work).toBe(5);
	expect(listeners(stop)).toBe(0);
});

test('throws what the work throws, and listens no longer', async () => {
	const stop = new AbortController();
	await expect(unlessStopped(Promise.reject(new Error('gone')), stop.signal)).rejects.toThrow(
		'gone',
	);
	expect(listeners(stop)).toBe(0);
});

test('ends with the execution, and listens no longer', async () => {
	const stop = new AbortController();
	const work = unlessStopped(never, stop.signal);
	stop.abort();
	await expect(work).rejects.toMatchObject({ kind: 'stopped' });
	expect(listeners(stop)).toBe(0);
});

test('ends at once in an execution that was stopped before', async () => {
	const stop = new AbortController();
	stop.abort();
	await expect(unlessStopped(never, stop.signal)).rejects.toMatchObject({ kind: 'stopped' });
});

test('waits without a signal', async () => {
	expect(await unlessStopped(Promise.resolve(5))).toBe(5);
});
