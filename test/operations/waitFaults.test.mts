import { waitForItem } from '../../nodes/shared/operations/wait';
import { useQuickTime } from '../support/time.mts';
import {
	answer,
	errorOf,
	inOrder,
	Loop,
	refusing,
	reset,
	unreached,
	type Service,
} from './loop.mts';
import { ACCEPTED, GOES_ON, job, UNKNOWN, waitingIn } from './waiting.mts';

const time = useQuickTime();

const { wait, failureOf } = waitingIn(time);

const PASSING: [string, () => ReturnType<typeof answer> | Error][] = [
	['a reset', reset],
	['500', () => refusing(500)],
	['a web page', () => answer('<html>')],
	['nothing', () => answer('')],
	['408', () => refusing(408)],
];

describe.each(PASSING)('A look that fails with %s', (_name, fault) => {
	test('is made again, known or not', async () => {
		for (const terms of [ACCEPTED, UNKNOWN]) {
			const loop = new Loop(inOrder(fault(), fault(), fault(), fault(), job('succeeded')));
			expect(await wait(loop, terms)).toEqual({ outputJobId: 'j-1', status: 'succeeded' });
			expect(loop.times).toEqual([1000, 2500, 4150, 5965, 7961]);
		}
	});
});

const LASTING: [string, Service, string][] = [
	['400', () => refusing(400), 'Wonda does not accept a value of the request: No'],
	['401', () => refusing(401), 'Wonda does not accept the API key: No'],
	['403', () => refusing(403), 'Your Wonda account may not do this: No'],
];

describe.each(LASTING)('A look that is refused with %s', (status, service, message) => {
	test('ends the wait, and says what is known of the job', async () => {
		const loop = new Loop(service);
		const failure = await failureOf(loop, ACCEPTED);
		expect(failure.kind).toBe('refused');
		expect(failure.message).toBe(message);
		expect(failure.facts.description.endsWith(`). ${GOES_ON}`)).toBe(true);
		expect(failure.facts).toMatchObject({ outputJobId: 'j-1', status: 'queued' });
		expect(loop.times).toEqual([1000]);
	});

	test('ends the wait for a job that nobody has seen', async () => {
		const { facts } = await failureOf(new Loop(service), UNKNOWN);
		expect(facts.description.endsWith(` (HTTP ${status}). Job ID: j-1`)).toBe(true);
		expect(facts.outputJobId).toBe('j-1');
		expect(facts.status).toBeUndefined();
	});
});

describe('A job that the service does not know', () => {
	test('ends the wait where nobody has seen it', async () => {
		const loop = new Loop(() => refusing(404));
		const failure = await failureOf(loop, UNKNOWN);
		expect(failure.message).toBe('Wonda does not know what the request names: No');
		expect(loop.times).toEqual([1000]);
	});

	test('is looked at on when it was accepted', async () => {
		const loop = new Loop(inOrder(refusing(404), refusing(404), job('succeeded')));
		await wait(loop, ACCEPTED);
		expect(loop.times).toEqual([1000, 2500, 4150]);
	});

	test('is looked at on when it was seen', async () => {
		const loop = new Loop(inOrder(job('queued'), refusing(404), job('succeeded')));
		await wait(loop, UNKNOWN);
		expect(loop.times).toEqual([1000, 2500, 4150]);
	});

	test('is told as what it was', async () => {
		const failure = await failureOf(new Loop(() => refusing(404)), { ...ACCEPTED, timeout: 1 });
		expect(failure.facts.description).toMatch(
			/^The last look failed: Wonda does not know what the request names: No\. The post may/,
		);
	});
});

describe('A service that cannot be reached', () => {
	test('ends the third look at a job that nobody has seen', async () => {
		const loop = new Loop(unreached);
		const failure = await failureOf(loop, UNKNOWN);
		expect(failure.kind).toBe('unreached');
		expect(failure.message).toBe('Wonda could not be reached');
		expect(failure.facts.description).toBe(
			'No connection was made (ECONNREFUSED). Check the base URL of the Wonda API credential and the network of your n8n. Job ID: j-1',
		);
		expect(loop.times).toEqual([1000, 2500, 4150]);
	});

	test('does not, where another answer came between', async () => {
		const [no, bad] = [unreached(), refusing(500)];
		const loop = new Loop(inOrder(no, no, bad, no, no, job('succeeded')));
		expect(await wait(loop, UNKNOWN)).toMatchObject({ status: 'succeeded' });
	});

	test('does not, where the job was seen, before or between', async () => {
		const no = unreached();
		const accepted = new Loop(inOrder(no, no, no, no, job('succeeded')));
		expect(await wait(accepted, ACCEPTED)).toMatchObject({ status: 'succeeded' });
		const seen = new Loop(inOrder(no, no, job('queued'), no, no, no, job('succeeded')));
		expect(await wait(seen, UNKNOWN)).toMatchObject({ status: 'succeeded' });
	});

	test('is told at the end of the time', async () => {
		const failure = await failureOf(new Loop(unreached), { ...ACCEPTED, timeout: 5 });
		expect(failure.message).toBe('The job had not ended after 5 seconds; its status was “queued”');
		expect(failure.facts.description).toMatch(
			/^The last look failed: Wonda could not be reached\. /,
		);
	});
});

describe('A stop', () => {
	test('ends a wait at once, and says what is known', async () => {
		const loop = new Loop(() => job('queued'));
		const work = failureOf(loop, ACCEPTED);
		loop.stop.abort();
		const failure = await work;
		expect(failure.kind).toBe('stopped');
		expect(failure.facts.description).toBe(`Nothing more was sent. ${GOES_ON}`);
		expect(loop.sent).toEqual([]);
	});

	test('ends a wait while a look is under way', async () => {
		const loop: Loop = new Loop(() => {
			loop.stop.abort();
			return reset();
		});
		const failure = await failureOf(loop, ACCEPTED);
		expect(failure.message).toBe('The execution was stopped');
		expect(failure.facts.description).toBe(`A request was under way. ${GOES_ON}`);
	});
});

test('A job that Job > Wait has named is none that was accepted', async () => {
	const parameters = { resource: 'job', operation: 'wait', outputJobId: 'j-1' };
	const loop = new Loop(() => refusing(404), { parameters });
	const error = await errorOf(time.passDuring(waitForItem.call(loop.item(), loop.request())));
	expect(error.description).toMatch(/HTTP 404\)\. Job ID: j-1$/);
	expect(error.context).toMatchObject({ outputJobId: 'j-1' });
});

test('Where n8n tells of no stop, a look that fails is made again', async () => {
	const loop = new Loop(inOrder(reset(), job('succeeded')), { canStop: false });
	expect(await wait(loop, ACCEPTED)).toMatchObject({ status: 'succeeded' });
});
