import { cpus } from 'node:os';

import { duration } from '../../tools/n8n/machine/log.mts';
import { Batch } from './queue/batch.mts';
import { crashOfRedis } from './queue/crashOfRedis.mts';
import { longWaitsBegin, longWaitsEnd } from './queue/longWaits.mts';
import { all, jobsTake, setStage, type Stage, WITHIN_MS, WRITES_FIGURES } from './queue/stage.mts';
import { stopInTime, stopTooSoon } from './queue/stops.mts';
import { writeFigures } from './support/figures.mts';
import { endsAfterAll } from './support/testRun.mts';

// A test may wait for n8n processes to start, which is slow on a busy machine.
jest.setTimeout(8 * 60_000);

const atEnd = endsAfterAll();
let set: Stage | undefined;

/** Jest runs hooks within a `describe` even if the set-up before has failed. */
function stage(): Stage {
	if (!set) throw new Error('The set-up has failed.');
	return set;
}

beforeAll(async () => {
	set = await setStage(atEnd);
});

afterAll(async () => {
	if (!WRITES_FIGURES) return;
	await writeFigures({
		page: 'queue-mode/figures.md',
		title: 'Queue mode, measured',
		notes: `Its own settings for locks, ${String(cpus().length)} cores.`,
		table: [['', ''], ...stage().figures],
		command: 'npm run test:figures',
	});
});

describe('Executions that poll later', () => {
	longWaitsBegin(stage);
});

test('Two workers lose and double none of 200 posts', async () => {
	const { figures, waits, workers } = stage();
	jobsTake(stage(), 500);
	const started = Date.now();
	const batch = await Batch.start(stage(), waits, 200);
	expect(await batch.end(WITHIN_MS)).toEqual(all('success', 200));
	const took = duration(Date.now() - started);
	figures.push(['200 executions that publish and wait, two workers', took]);

	expect(batch.postedTimes(1)).toEqual(batch.ids);
	expect(batch.sent).toBe(200);
	for (const worker of workers) expect(batch.heldBy(worker)).not.toEqual([]);
});

describe('A worker that is asked to end', () => {
	stopInTime(stage);
});

describe('A worker that is killed', () => {
	stopTooSoon(stage, 'is killed', (worker) => worker.kill(), null);
});

describe('A worker that is asked to end and has too little time', () => {
	stopTooSoon(stage, 'had too little time to end', (worker) => worker.terminate(), 1);
});

describe('The executions that poll later', () => {
	longWaitsEnd(stage);
});

describe('A crash of Redis', () => {
	crashOfRedis(stage);
});

it('sends only what the API describes, and logs no API key', () => {
	const { members, sandbox } = stage();
	expect(sandbox.violations).toEqual([]);
	for (const { log } of members) expect(log()).not.toContain(sandbox.apiKey);
});
