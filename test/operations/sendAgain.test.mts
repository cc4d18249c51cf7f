import type { Failure } from '../../nodes/shared/failures/failure';
import { sendRepeatable } from '../../nodes/shared/operations/send';
import { useQuickTime } from '../support/time.mts';
import { answer, errorOf, inOrder, Loop, refusing, reset, unreached } from './loop.mts';
import { TERMS, useLongestPauses, type Way, waysIn } from './ways.mts';

const time = useQuickTime();

const MINUTE_MS = 60_000;

useLongestPauses();

const way = waysIn(time);

const failureOf = async (name: Way, loop: Loop) => await errorOf<Failure>(way(name, loop));

const OK = answer({ a: 1 });

const FAULTS: [string, () => ReturnType<typeof answer> | Error, string][] = [
	['a reset', reset, 'broken'],
	['no connection', unreached, 'unreached'],
	['500', () => refusing(500), 'broken'],
	['a web page', () => answer('<html>'), 'broken'],
];

describe.each(FAULTS)('After %s', (_name, fault, kind) => {
	test.each(['send', 'sendOnce'] as const)('nothing is sent again: %s', async (name) => {
		const loop = new Loop(fault);
		expect(await failureOf(name, loop)).toMatchObject({ kind });
		expect(loop.sent).toHaveLength(1);
	});

	test('what may be repeated is sent five times, with growing pauses between', async () => {
		const loop = new Loop(fault);
		expect(await failureOf('sendRepeatable', loop)).toMatchObject({ kind });
		expect(loop.times).toEqual([0, 1000, 3000, 7000, 15_000]);
	});

	test('what may be repeated is taken at last', async () => {
		const loop = new Loop(inOrder(fault(), fault(), fault(), fault(), OK));
		expect(await way('sendRepeatable', loop)).toEqual([{ json: { a: 1 } }]);
	});
});

describe('A pause before what may be repeated', () => {
	const asking = (seconds: number) => refusing(503, 'Down', { 'retry-after': String(seconds) });

	test('is as long as the service asks for, five minutes at most', async () => {
		const loop = new Loop(inOrder(asking(20), asking(300), asking(301), OK));
		expect(await failureOf('sendRepeatable', loop)).toMatchObject({ kind: 'broken' });
		expect(loop.times).toEqual([0, 20_000, 20_000 + 5 * MINUTE_MS]);
	});

	test('ends with a stop', async () => {
		const loop = new Loop(() => asking(60));
		const work = sendRepeatable(loop.item(), loop.request(), TERMS);
		await time.passUntil(() => loop.sent.length === 1);
		const stoppedAt = Date.now();
		loop.stop.abort();
		expect(await errorOf(time.passDuring(work))).toMatchObject({ kind: 'stopped' });
		expect(Date.now() - stoppedAt).toBe(0);
		expect(loop.sent).toHaveLength(1);
	});
});
