import { randomInt } from 'node:crypto';

import { type Told, trial } from './calendar/trial.mts';
import { writeFigures } from './calendar/figures.mts';
import { type Ground, oneProcess, start, twoWorkers, untilCalm } from './calendar/ground.mts';
import { missed } from './calendar/missed.mts';
import { retry } from './calendar/retry.mts';
import { Table } from './calendar/table.mts';
import { SET_UP } from './calendar/workflows.mts';
import { endAll, say } from './support/testRun.mts';

// A trial kills processes of n8n's and waits for others to notice.
jest.setTimeout(15 * 60_000);

/** How many trials are made on each. */
const RUNS = Number(process.env.CALENDAR_RUNS ?? 1);

/** Any seed unless one is given: a run that fails is run again with the one that it printed. */
const SEED = Number(process.env.CALENDAR_SEED ?? randomInt(1_000_000));

describe.each([
	['SQLite, one process', 'sqlite', oneProcess],
	['PostgreSQL, Redis, two workers', 'postgresql', twoWorkers],
] as const)('%s', (mode, file, setGround) => {
	const ends: (() => Promise<void>)[] = [];
	let ground: Ground;
	let table: Table;
	const told: Told[] = [];

	beforeAll(async () => {
		say(`  The calendar with ${mode}: CALENDAR_SEED=${String(SEED)}`);
		ground = await setGround((end) => ends.unshift(end));
	});
	afterAll(() => endAll([...ends, () => writeFigures(mode, file, told)]));

	it('sets up a table with three rows that nobody posts, and no more of them the second time', async () => {
		const setUp = async () => {
			await start(ground, SET_UP);
			await untilCalm(ground);
			table = await Table.find(ground.user);
			const rows = await table.rows();
			expect(rows.map(({ status }) => status)).toEqual(['draft', 'draft', 'draft']);
		};
		await setUp();
		await setUp();
	});

	missed(
		() => ground,
		() => table,
	);
	retry(
		() => ground,
		() => table,
	);

	it.each(Array.from({ length: RUNS }, (_, index) => SEED + index))(
		'posts each row once, or says what to look at, whatever is killed meanwhile (seed %d)',
		async (seed) => {
			const shown = await trial(ground, table, seed);
			told.push(shown);
			expect(shown.faults).toEqual([]);
		},
	);
});
