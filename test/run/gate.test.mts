import { getEventListeners } from 'node:events';

import { Failure } from '../../nodes/shared/failures/failure';
import { steadyNow } from '../../nodes/shared/run/clock';
import { Gate, PATIENCE_MS, gateTo, type Lane, type Pass } from '../../nodes/shared/run/gate';
import { useLeapingTime } from '../support/time.mts';
import { newRun, refusal, Service, times } from './service.mts';

const time = useLeapingTime();

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const LANES: Lane[] = ['post', 'upload', 'look'];

let gate: Gate;
let run: Pass['run'];

beforeEach(() => {
	// A pause that the service names none for is as long as it can be.
	jest.spyOn(Math, 'random').mockReturnValue(1);
	gate = new Gate();
	run = newRun();
});

afterEach(() => {
	jest.restoreAllMocks();
});

/** Lets requests of one lane through; gives what became of each. */
function passing(service: Service, lane: Lane, count: number, changes: Partial<Pass> = {}) {
	return times(count, (index) =>
		gate.pass(service.request(lane, `${lane} ${index}`), { lane, run, ...changes }),
	);
}

const settled = async <T,>(work: Promise<T>[]) => await time.passDuring(Promise.allSettled(work));

/** Why requests failed, or that they were taken. */
const outcomesOf = async (work: Promise<unknown>[]) =>
	(await settled(work)).map((one) =>
		one.status === 'fulfilled' ? 'taken' : (one.reason as Failure).kind,
	);

/** Makes a gate that takes ten requests at once. */
async function wideGate(): Promise<void> {
	await settled(LANES.flatMap((lane) => passing(new Service(1), lane, 30)));
}

describe('Requests at once', () => {
	test('two, and one more each quarter of a second, at most ten', async () => {
		const service = new Service(10 * SECOND);

		await settled(passing(service, 'post', 12));

		const begin = [0, 0, ...times(8, (index) => (index + 1) * 250)];
		expect(service.times()).toEqual([...begin, 10_000, 10_000]);
	});

	test('one more for each that is taken', async () => {
		const service = new Service(100);

		await settled(passing(service, 'post', 14));

		expect(service.times()).toEqual([0, 0, ...times(4, () => 100), ...times(8, () => 200)]);
	});

	test.each([
		['post', 10],
		['look', 10],
		['upload', 5],
	] as const)('%s: at most %d', async (lane, most) => {
		await wideGate();
		const service = new Service(SECOND);

		await settled(passing(service, lane, 40));

		expect(service.most[lane]).toBe(most);
	});

	test('of all kinds ten, uploads and looks beside posts included', async () => {
		await wideGate();
		const service = new Service(SECOND);

		await settled(LANES.flatMap((lane) => passing(service, lane, 40)));

		expect(service.most.all).toBe(10);
	});

	test('uploads leave places for looks', async () => {
		await wideGate();
		const service = new Service(SECOND);

		const work = [...passing(service, 'upload', 20), ...passing(service, 'look', 20)];
		await time.passUntil(() => service.got.length >= 10);

		expect(service.names().filter((name) => name.startsWith('look'))).toHaveLength(5);
		await settled(work);
	});
});

test('Posts go before uploads, and these before looks; each kind in its order', async () => {
	await wideGate();
	const service = new Service(10);
	const first = passing(service, 'post', 10);

	const rest = ['look', 'upload', 'post'].flatMap((lane) => passing(service, lane as Lane, 2));
	await settled([...first, ...rest]);

	const order = ['post 0', 'post 1', 'upload 0', 'upload 1', 'look 0', 'look 1'];
	expect(service.names().slice(10)).toEqual(order);
});

test('Runs take turns', async () => {
	const service = new Service(SECOND);
	const large = passing(service, 'post', 40);
	const other = newRun();

	const small = times(3, (index) =>
		gate.pass(service.request('post', `small ${index}`), { lane: 'post', run: other }),
	);
	await settled([...large, ...small]);

	const places = service.names().flatMap((name, place) => (name.startsWith('small') ? place : []));
	expect(places).toEqual([3, 5, 7]);
});

describe('A refusal', () => {
	/** Refuses the first requests of a lane. */
	const refusing = (lane: Lane, count: number, retryAfterMs?: number) => {
		let left = count;
		return new Service(10, (got) =>
			got.lane === lane && left-- > 0 ? refusal(retryAfterMs) : undefined,
		);
	};

	test('is waited out as long as it asks for, once, and what was refused goes first', async () => {
		const service = refusing('post', 1, 7 * SECOND);

		expect(await outcomesOf(passing(service, 'post', 1))).toEqual(['taken']);

		expect(service.times()).toEqual([0, 10 + 7 * SECOND]);
	});

	test('makes it one at a time, and one more for each ten that are taken', async () => {
		await wideGate();
		const service = refusing('post', 10, SECOND);

		await settled(passing(service, 'post', 40));

		const [at = 0] = service.times().slice(10);
		const waves = service
			.times()
			.slice(10)
			.map((moment) => (moment - at) / 10);
		expect(waves).toEqual([
			...times(10, (index) => index),
			...times(10, (index) => 10 + Math.floor(index / 2)),
			// The tenth of these is the first of four that end together.
			...times(12, (index) => 15 + Math.floor(index / 3)),
			...times(8, (index) => 19 + Math.floor(index / 4)),
		]);
		expect(service.names()[10]).toBe('post 9');
	});

	test.each([
		['post', ['post', 'upload', 'look']],
		['upload', ['upload']],
		['look', ['look']],
	] as const)('of one kind (%s) holds back %s', async (lane, held) => {
		await wideGate();
		const service = refusing(lane, 1, MINUTE);
		const refused = passing(service, lane, 1);
		await time.passUntil(() => gate.opensAt(lane) > steadyNow());

		const rest = LANES.map((other) => passing(service, other, 1));
		await settled([...refused, ...rest.flat()]);

		for (const other of LANES) {
			const at = Number(service.times(other).at(-1)) - Number(service.times()[0]);
			expect([other, at >= MINUTE]).toEqual([other, (held as readonly string[]).includes(other)]);
		}
	});

	test('that names no time is waited out longer each time, a minute at most', async () => {
		const service = refusing('post', 9);

		await outcomesOf(passing(service, 'post', 1, { patienceMs: Infinity }));

		const pauses = service.times().map((at, index, all) => at - (all[index - 1] ?? 0) - 10);
		expect(pauses.slice(1)).toEqual(
			[1, 2, 4, 8, 16, 32, 60, 60, 60].map((seconds) => seconds * SECOND),
		);
	});

	test('is half as long where chance wants it', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(0);
		const service = refusing('post', 3);

		await settled(passing(service, 'post', 1));

		expect(service.times()).toEqual([0, 510, 1520, 3530]);
	});

	test('that names too short a time is waited out longer the next time', async () => {
		const service = refusing('post', 4, 1500);

		await settled(passing(service, 'post', 1));

		const pauses = service.times().map((at, index, all) => at - (all[index - 1] ?? 0) - 10);
		expect(pauses.slice(1)).toEqual([1500, 2000, 4000, 8000]);
	});

	test('that asks for a part of a second is waited out no longer the first time', async () => {
		const service = refusing('post', 1, 300);

		await settled(passing(service, 'post', 1));

		expect(service.times()).toEqual([0, 10 + 300]);
	});

	test('that asks for no time at all is like one that names none', async () => {
		const service = refusing('post', 1, 0);

		await settled(passing(service, 'post', 1));

		expect(service.times()).toEqual([0, 10 + SECOND]);
	});

	test('after one that was taken is the first of a row again', async () => {
		let count = 0;
		const service = new Service(10, () => (++count % 2 === 1 ? refusal() : undefined));

		for (let index = 0; index < 3; index++) await settled(passing(service, 'post', 1));

		const pauses = service.times().map((at, index, all) => at - (all[index - 1] ?? 0));
		expect(pauses.filter((pause) => pause > 500)).toEqual(times(3, () => 10 + SECOND));
	});

	test('of what was sent before the last one tells nothing new', async () => {
		await wideGate();
		const service = refusing('post', 10);

		await settled(passing(service, 'post', 10));

		const [first = 0] = service.times();
		expect(service.times()[10]).toBe(first + 10 + SECOND);
	});

	test('that the service answers otherwise is none: what it refused for good is taken, too', async () => {
		const refused = new Failure('refused', { message: 'No', description: '', httpStatus: 400 });
		const service = new Service(100, () => refused);

		expect(await outcomesOf(passing(service, 'post', 6))).toEqual(times(6, () => 'refused'));

		expect(service.times()).toEqual([0, 0, 100, 100, 100, 100]);
	});

	test('is not what a fault is: nobody knows what became of the request, and no place is won', async () => {
		const service = new Service(100, () => {
			throw new Failure('broken', { message: 'Reset', description: '' });
		});

		expect(await outcomesOf(passing(service, 'post', 3))).toEqual(times(3, () => 'broken'));
	});
});

describe('Patience', () => {
	const refusingAll = (retryAfterMs?: number, only: readonly Lane[] = LANES) =>
		new Service(10, ({ lane }) => (only.includes(lane) ? refusal(retryAfterMs) : undefined));

	test('ends at once where the service asks for more than five minutes', async () => {
		const service = refusingAll(PATIENCE_MS + 1);

		expect(await outcomesOf(passing(service, 'post', 3))).toEqual(times(3, () => 'limited'));

		expect(service.got).toHaveLength(2);
	});

	test('holds for exactly five minutes', async () => {
		let count = 0;
		const service = new Service(10, () => (count++ === 0 ? refusal(PATIENCE_MS) : undefined));

		expect(await outcomesOf(passing(service, 'post', 1))).toEqual(['taken']);

		expect(service.times()).toEqual([0, 10 + PATIENCE_MS]);
	});

	test('ends when nothing was taken for five minutes', async () => {
		const service = refusingAll(20 * SECOND);

		expect(await outcomesOf(passing(service, 'post', 1))).toEqual(['limited']);

		const last = Number(service.times().at(-1));
		expect(last).toBeGreaterThan(4 * MINUTE);
		expect(last).toBeLessThan(PATIENCE_MS);
	});

	test('is as long as is said', async () => {
		const service = refusingAll(SECOND);

		await outcomesOf(passing(service, 'look', 1, { patienceMs: 10 * SECOND }));

		expect(Number(service.times().at(-1))).toBeLessThan(10 * SECOND);
		expect(service.got.length).toBeGreaterThan(2);
	});

	test('of a run begins with the run, however long others were refused before', async () => {
		const service = refusingAll(MINUTE);
		const early = passing(service, 'post', 1);
		await time.passUntil(() => service.got.length === 4);
		const late = gate.pass(service.request('post', 'late'), { lane: 'post', run: newRun() });
		await outcomesOf([...early, late]);

		const last = (wanted: string) =>
			Math.max(...service.got.flatMap(({ name, at }) => (name === wanted ? at : [])));
		expect(last('post 0')).toBeLessThan(PATIENCE_MS + MINUTE);
		expect(last('late')).toBeGreaterThan(PATIENCE_MS + MINUTE);
	});

	test('that ended for posts ended for uploads, and not for looks', async () => {
		const service = refusingAll(PATIENCE_MS + 1, ['post']);

		await settled(passing(service, 'post', 1));

		expect(Object.keys(run.gaveUp)).toEqual(['post', 'upload']);
		expect(await outcomesOf(passing(service, 'look', 1))).toEqual(['taken']);
	});

	test('that ended for looks did not end for posts', async () => {
		const service = refusingAll(PATIENCE_MS + 1, ['look']);

		await settled(passing(service, 'look', 1));

		expect(Object.keys(run.gaveUp)).toEqual(['look']);
	});
});

test('A wrong key ends all that its run has waiting, of every kind, and nothing of others', async () => {
	const wrong = new Failure('refused', { message: 'Key', description: '', httpStatus: 401 });
	const service = new Service(10, ({ name }) => (name === 'other' ? undefined : wrong));
	const other = { lane: 'post', run: newRun() } as const;

	const work = LANES.flatMap((lane) => passing(service, lane, 20));
	const kept = gate.pass(service.request('post', 'other'), other);
	await settled([...work, kept]);

	expect(service.got.length).toBeLessThanOrEqual(5);
	expect(await kept).toBe('other');
	expect(await outcomesOf(passing(service, 'look', 1))).toEqual(['refused']);
	expect(service.got.length).toBeLessThanOrEqual(5);
});

describe('A stop', () => {
	test('ends what waits of its run at once, and lets others go on', async () => {
		let count = 0;
		const service = new Service(10, () => (count++ < 2 ? refusal(MINUTE) : undefined));
		const stop = new AbortController();
		const stopping = passing(service, 'post', 5, { signal: stop.signal });
		const other = passing(service, 'post', 3, { run: newRun() });
		await time.passUntil(() => gate.opensAt('post') > steadyNow());

		stop.abort();

		expect(await outcomesOf(stopping)).toEqual(times(5, () => 'stopped'));
		expect(steadyNow()).toBeLessThan(gate.opensAt('post'));
		expect(await outcomesOf(other)).toEqual(times(3, () => 'taken'));
	});

	test('before anything was sent lets nothing go', async () => {
		const service = new Service(10);
		const signal = AbortSignal.abort();

		expect(await outcomesOf(passing(service, 'post', 1, { signal }))).toEqual(['stopped']);

		expect(service.got).toEqual([]);
		expect(run.gaveUp).toEqual({});
	});

	test('is listened for only while a request waits', async () => {
		const { signal } = new AbortController();

		await settled(passing(new Service(10), 'post', 5, { signal }));

		expect(getEventListeners(signal, 'abort')).toEqual([]);
	});
});

describe('A gate', () => {
	const ACCOUNT = 'https://example.com key';

	test('is one and the same while any work goes on', async () => {
		await time.passDuring(
			gateTo(ACCOUNT).during(async () => {
				const known = gateTo(ACCOUNT);
				await known.pass(new Service(10).request('post'), { lane: 'post', run });
				expect(gateTo(ACCOUNT)).toBe(known);
				expect(gateTo('another')).not.toBe(known);
				expect(gateTo(ACCOUNT)).toBe(known);
			}),
		);
	});

	test('is forgotten when no work is going on', async () => {
		const known = gateTo(ACCOUNT);

		await known.during(async () => {
			expect(known.isIdle).toBe(false);
		});

		expect(known.isIdle).toBe(true);
		expect(gateTo(ACCOUNT)).not.toBe(known);
	});

	test('that was forgotten forgets no other', async () => {
		const forgotten = gateTo(ACCOUNT);
		await forgotten.during(() => Promise.resolve());
		const known = gateTo(ACCOUNT);

		await known.during(async () => {
			await forgotten.during(() => Promise.resolve());
			expect(gateTo(ACCOUNT)).toBe(known);
		});
	});

	test('is forgotten after work that failed', async () => {
		const known = gateTo(ACCOUNT);

		await expect(known.during(() => Promise.reject(new Error('no')))).rejects.toThrow('no');

		expect(gateTo(ACCOUNT)).not.toBe(known);
	});

	test.each(
		LANES.flatMap((lane) => [
			{ lane, count: 1 },
			{ lane, count: 3 },
		]),
	)(
		'is not idle while a request is under way or waits: $count of $lane',
		async ({ lane, count }) => {
			const service = new Service(SECOND);
			const work = passing(service, lane, count);

			expect(gate.isIdle).toBe(false);
			await settled(work);
			expect(gate.isIdle).toBe(true);
		},
	);

	test('remembers that it is held back, and no longer', async () => {
		const service = new Service(10, () => refusal(10 * MINUTE));
		const known = gateTo(ACCOUNT);
		const pass = { lane: 'post', run, patienceMs: 20 * MINUTE } as const;
		const stop = new AbortController();
		const work = known.pass(service.request('post'), { ...pass, signal: stop.signal });
		work.catch(() => undefined);
		await time.passUntil(() => known.opensAt('look') > steadyNow());
		stop.abort();

		expect(known.isIdle).toBe(false);
		expect(gateTo(ACCOUNT)).toBe(known);
		const leftMs = known.opensAt('post') - steadyNow();
		expect(leftMs).toBe(10 * MINUTE);
		jest.setSystemTime(Date.now() + leftMs);
		expect(known.isIdle).toBe(true);
		gateTo('another');
		expect(gateTo(ACCOUNT)).not.toBe(known);
	});
});
