import { useQuickTime } from '../support/time.mts';
import { inOrder, Loop, refusing } from './loop.mts';
import { ACCEPTED, GOES_ON, job, waitingIn } from './waiting.mts';

const time = useQuickTime();

const { wait, failureOf } = waitingIn(time);

describe('A time that the service asks for', () => {
	const asking = (status: number, seconds: number) =>
		refusing(status, 'Wait', { 'retry-after': String(seconds) });

	test('with a fault is waited out, then looks come as before', async () => {
		const loop = new Loop(inOrder(asking(503, 20), job('queued'), job('succeeded')));
		await wait(loop, ACCEPTED);
		expect(loop.times).toEqual([1000, 21_000, 26_000]);
	});

	test('with a fault does not bring a look forward', async () => {
		const loop = new Loop(inOrder(asking(503, 1), job('succeeded')));
		await wait(loop, ACCEPTED);
		expect(loop.times).toEqual([1000, 2500]);
	});

	test('with a refusal is borne for five minutes, or for the rest of the wait', async () => {
		const long = new Loop(inOrder(asking(429, 301), job('succeeded')));
		await wait(long, { ...ACCEPTED, timeout: 400 });
		expect(long.times).toEqual([1000, 302_000]);

		const short = new Loop(inOrder(asking(429, 300), job('succeeded')));
		await wait(short, { ...ACCEPTED, timeout: 60 });
		expect(short.times).toEqual([1000, 301_000]);
	});

	test('with a refusal ends the wait where it is more', async () => {
		const loop = new Loop(() => asking(429, 301));
		const failure = await failureOf(loop, ACCEPTED);
		expect(failure.kind).toBe('limited');
		expect(failure.facts.description).toBe(
			`Run again later, or send fewer items at a time. Wonda answered: “Wait” (HTTP 429). ${GOES_ON}`,
		);
		expect(loop.times).toEqual([1000]);
	});
});
