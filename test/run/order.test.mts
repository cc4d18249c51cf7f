import { steadyNow } from '../../nodes/shared/run/clock';
import { Limiter } from '../../nodes/shared/run/limiter';
import { Turns } from '../../nodes/shared/run/turns';

interface Entry {
	run: object;
	name: string;
}

const A = {};
const B = {};
const entry = (run: object, name: string): Entry => ({ run, name });

/** All that waits, in the order in which it is taken. */
function drain(turns: Turns<Entry>): string[] {
	const names: string[] = [];
	for (let next = turns.next(); next; next = turns.next()) names.push(next.name);
	return names;
}

describe('Turns', () => {
	test('are taken by runs one after another, and within a run in the order of coming', () => {
		const turns = new Turns<Entry>();
		for (const name of ['a1', 'a2', 'a3']) turns.add(entry(A, name));
		for (const name of ['b1', 'b2']) turns.add(entry(B, name));

		expect(drain(turns)).toEqual(['a1', 'b1', 'a2', 'b2', 'a3']);
		expect(turns.isEmpty).toBe(true);
	});

	test('come first among their own for what had one in vain', () => {
		const turns = new Turns<Entry>();
		turns.addFirst(entry(A, 'a2'));
		turns.addFirst(entry(A, 'a1'));
		turns.add(entry(B, 'b1'));

		expect(turns.isEmpty).toBe(false);
		expect(drain(turns)).toEqual(['a1', 'b1', 'a2']);
	});

	test('of a run are taken back together', () => {
		const turns = new Turns<Entry>();
		for (const name of ['a1', 'a2']) turns.add(entry(A, name));
		turns.add(entry(B, 'b1'));

		expect(turns.take(A).map(({ name }) => name)).toEqual(['a1', 'a2']);
		expect(turns.take(A)).toEqual([]);
		expect(drain(turns)).toEqual(['b1']);
	});
});

describe('A limiter', () => {
	/** Tasks that end when they are told to. */
	function tasks(limiter: Limiter, count: number) {
		const started: number[] = [];
		const ends: ((failure?: Error) => void)[] = [];
		const work = Array.from({ length: count }, (_, index) =>
			limiter.run(() => {
				started.push(index);
				return new Promise<number>((resolve, reject) => {
					ends[index] = (failure) => (failure ? reject(failure) : resolve(index));
				});
			}),
		);
		const turn = () => new Promise((resolve) => setImmediate(resolve));
		return { started, ends, work, turn };
	}

	test('lets so many tasks run at once, the others in their order, whether they fail or not', async () => {
		const { started, ends, work, turn } = tasks(new Limiter(2), 4);
		await turn();
		expect(started).toEqual([0, 1]);

		ends[1]?.(new Error('no'));
		await expect(work[1]).rejects.toThrow('no');
		await turn();
		expect(started).toEqual([0, 1, 2]);

		ends[0]?.();
		expect(await work[0]).toBe(0);
		await turn();
		expect(started).toEqual([0, 1, 2, 3]);
		for (const index of [2, 3]) ends[index]?.();
		expect(await Promise.all(work.slice(2))).toEqual([2, 3]);
	});
});

test('The steady clock goes on where that of the machine is set back, and never runs back', () => {
	const start = steadyNow();
	const clock = jest.spyOn(Date, 'now');
	const told = [1000, 1500, -3_600_000, -3_599_000, 5_000_000].map((shown) => {
		clock.mockReturnValue(start + shown);
		return steadyNow() - start;
	});
	clock.mockRestore();

	expect(told).toEqual([1000, 1500, 1500, 2500, 8_601_500]);
});
