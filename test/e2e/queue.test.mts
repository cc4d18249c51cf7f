import { allHavePassed, endAll } from './support/testRun.mts';
import { crashOfRedis } from './queue/crashOfRedis.mts';
import { longWaitsBegin, longWaitsEnd } from './queue/longWaits.mts';
import { manyPosts } from './queue/manyPosts.mts';
import { type Stage, setStage } from './queue/stage.mts';
import { stopInTime, stopTooSoon } from './queue/stops.mts';

// A test may wait for processes of n8n's to start, which takes its time on a busy machine.
jest.setTimeout(8 * 60_000);

const ends: (() => Promise<void>)[] = [];
let set: Stage | undefined;

/** What the tests stand on. Jest runs hooks within a `describe` even where the set-up before has failed. */
function stage(): Stage {
	if (!set) throw new Error('The set-up has failed.');
	return set;
}

beforeAll(async () => {
	set = await setStage((end) => ends.unshift(end));
});

afterAll(async () => {
	await endAll(ends);
	if (allHavePassed()) await set?.figures.write();
});

describe('Executions that look later', () => {
	longWaitsBegin(stage);
});

describe('Two workers', () => {
	manyPosts(stage);
});

describe('A worker that is told to end', () => {
	stopInTime(stage);
});

describe('A worker that is killed', () => {
	stopTooSoon(stage, 'is killed', (worker) => worker.kill(), null);
});

describe('A worker that is told to end and has too little time', () => {
	stopTooSoon(stage, 'had too little time to end', (worker) => worker.terminate(), 1);
});

describe('The executions that look later', () => {
	longWaitsEnd(stage);
});

describe('A crash of Redis', () => {
	crashOfRedis(stage);
});

it('sends only what the API describes, and logs no API key', () => {
	const { cluster, sandbox } = stage();
	expect(sandbox.violations).toEqual([]);
	for (const { log } of cluster.members) expect(log()).not.toContain(sandbox.apiKey);
});
