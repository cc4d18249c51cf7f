import { randomInt } from 'node:crypto';

import { type Ground, oneProcess, start, twoWorkers, untilCalm } from './calendar/ground.mts';
import { missed } from './calendar/missed.mts';
import { retry } from './calendar/retry.mts';
import { Table } from './calendar/table.mts';
import { trial, type TrialResult } from './calendar/trial.mts';
import { SET_UP } from './calendar/workflows.mts';
import { writeFigures } from './support/figures.mts';
import { endsAfterAll, say } from './support/testRun.mts';

// A trial kills n8n processes and waits until others notice.
jest.setTimeout(15 * 60_000);

/** How many trials are made on each. */
const RUNS = Number(process.env.CALENDAR_RUNS ?? 1);

/** Any seed by default; the seed of a run that failed repeats it. */
const SEED = Number(process.env.CALENDAR_SEED ?? randomInt(1_000_000));

describe.each([
	['SQLite, one process', 'sqlite', oneProcess],
	['PostgreSQL, Redis, two workers', 'postgresql', twoWorkers],
] as const)('%s', (mode, page, setGround) => {
	const atEnd = endsAfterAll();
	let ground: Ground;
	let table: Table;
	const results: TrialResult[] = [];

	beforeAll(async () => {
		say(`  The calendar with ${mode}: CALENDAR_SEED=${String(SEED)}`);
		ground = await setGround(atEnd);
	});
	afterAll(() => writeResults(mode, page, results));

	it('sets up a table with three drafts, and adds none the second time', async () => {
		for (let time = 0; time < 2; time++) {
			await start(ground, SET_UP);
			await untilCalm(ground);
			table = await Table.find(ground.user);
			const statuses = (await table.rows()).map(({ status }) => status);
			expect(statuses).toEqual(['draft', 'draft', 'draft']);
		}
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
		'posts each row once, or leaves it to a person, whatever is killed meanwhile (seed %d)',
		async (seed) => {
			const result = await trial(ground, table, seed);
			results.push(result);
			expect(result.faults).toEqual([]);
		},
	);
});

/** `npm run test:calendar` makes so many trials; fewer say too little. */
const ENOUGH = 20;

async function writeResults(mode: string, page: string, results: TrialResult[]): Promise<void> {
	if (results.length < ENOUGH) return;
	const good = results.filter(({ faults }) => faults.length === 0).length;
	const states = [...new Set(results.flatMap((result) => Object.keys(result.states)))].sort();
	const rows = results.map(({ seed, crashes, accepted, most, cutOff, states: counts }) => [
		...[seed, crashes.join('; '), accepted, most, cutOff],
		...states.map((state) => counts[state] ?? 0),
	]);
	const head = ['Seed', 'Killed', 'Accepted', 'Each at most', 'Left to a person'];
	await writeFigures({
		page: `content-calendar/${page}.md`,
		title: `The calendar, killed ${String(results.length)} times: ${mode}`,
		notes: `In each trial, 200 rows were planned by runs that were started five at once, while processes were killed; then the posts ended. ${String(good)} of ${String(results.length)} trials kept every promise. Among the rows were videos and carousels, from the library and from links. "Each at most" is the highest number of times any row was posted; "Left to a person" counts rows whose run was killed. See [What is promised](../content-calendar.md#what-is-promised).`,
		table: [[...head, ...states.map((state) => `\`${state}\``)], ...rows],
		command: 'npm run test:calendar',
	});
}
