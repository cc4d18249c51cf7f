import { Memory } from '../../nodes/WondaTikTokTrigger/memory';
import { answer } from '../operations/loop.mts';
import { Poller } from './poller.mts';

const NOW = 1_800_000_000_000;

const poller = new Poller(() => answer([]));

const memory = (scope = 'mine') => new Memory(poller.context, scope);

beforeEach(() => {
	poller.data = {};
	jest.spyOn(Date, 'now').mockReturnValue(NOW);
});
afterEach(() => {
	jest.restoreAllMocks();
});

test('What is kept is known, of the same scope alone', () => {
	memory().keep({ media: ['a'] });
	expect(poller.data).toEqual({ scope: 'mine', known: { media: ['a'] } });
	expect(memory().known).toEqual({ media: ['a'] });
	expect(memory('other').known).toBeUndefined();

	memory('other').keep({ posts: [] });
	expect(memory().known).toBeUndefined();
	expect(memory('other').known).toEqual({ posts: [] });
});

test('What is known is a copy, without what no JSON holds', () => {
	memory().keep({ list: [1], not: undefined });
	const { known } = memory();
	expect(known).toStrictEqual({ list: [1] });
	(known?.list as number[]).push(2);
	expect(memory().known).toEqual({ list: [1] });
});

test('It is read anew each time', () => {
	const one = memory();
	expect(one.known).toBeUndefined();
	memory().keep({ a: 1 });
	expect(one.known).toEqual({ a: 1 });
});

test.each<unknown>([undefined, null, 'text', 5, ['a'], true])(
	'%j in place of what was kept is nothing known',
	(known) => {
		poller.data = { scope: 'mine', known } as never;
		expect(memory().known).toBeUndefined();
	},
);

test('Nothing is known where nothing was kept', () => {
	expect(memory().known).toBeUndefined();
});

test('Faults are counted in a row, and said with the third, then after an hour', () => {
	expect([1, 2, 3, 4].map(() => memory().countFault())).toEqual([
		undefined,
		undefined,
		3,
		undefined,
	]);
	expect(poller.data).toEqual({ faults: { times: 4, since: NOW, saidAt: NOW } });

	jest.spyOn(Date, 'now').mockReturnValue(NOW + 3_600_000);
	expect(memory().countFault()).toBe(5);
	expect(memory().countFault()).toBeUndefined();
});

test('Faults are forgotten, and nothing else is', () => {
	memory().keep({ a: 1 });
	for (let times = 0; times < 2; times++) memory().countFault();
	memory().forgetFaults();
	expect(poller.data).toEqual({ scope: 'mine', known: { a: 1 } });
	expect(memory().countFault()).toBeUndefined();
});

test('What is kept does not touch the count of faults', () => {
	for (let times = 0; times < 2; times++) memory().countFault();
	memory().keep({ a: 1 });
	expect(memory().countFault()).toBe(3);
});
