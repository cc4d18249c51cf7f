import type { Failure } from '../../nodes/shared/failures/failure';
import { waitForJob } from '../../nodes/shared/operations/wait';
import { useQuickTime } from '../support/time.mts';
import { answer, errorOf, inOrder, Loop } from './loop.mts';

const time = useQuickTime();

const job = (status: unknown, more: object = {}) => answer({ outputJobId: 'j-1', status, ...more });

const fields = (timeout: number, longest = 5, onTimeout?: string) => ({
	'waitOptions.timeout': timeout,
	'waitOptions.maxPollInterval': longest,
	'waitOptions.onTimeout': onTimeout,
});

/** Waits for a job that was accepted. */
const wait = async (loop: Loop, options: object, more: object = {}) =>
	await time.passDuring(
		waitForJob(loop.item(), loop.request(), options as never, {
			job: { outputJobId: 'j-1', status: 'queued' },
			wasAccepted: true,
			...more,
		}),
	);

const failureOf = async (loop: Loop, options: object, more: object = {}) =>
	await errorOf<Failure>(wait(loop, options, more));

describe('A job that does not end in time', () => {
	const ADVICE =
		'The post may still go live: do not post it again. Look at the job with Job > Get or Job > Wait, or raise Timeout. Job ID: j-1';

	test.each(['error', undefined])('is a failure: %j', async (onTimeout) => {
		const failure = await failureOf(new Loop(() => job('in_progress')), fields(1.5, 5, onTimeout));
		expect(failure).toMatchObject({
			kind: 'ended',
			message: 'The job had not ended after 1.5 seconds; its status was “in_progress”',
			facts: { description: ADVICE, outputJobId: 'j-1', status: 'in_progress' },
		});
	});

	test('is the output where that is wanted, as it was seen last', async () => {
		const loop = new Loop(inOrder(job('queued'), job('in_progress', { a: 1 })));
		expect(await wait(loop, fields(1.5, 5, 'output'))).toEqual({
			outputJobId: 'j-1',
			status: 'in_progress',
			a: 1,
		});
	});

	test('is none where no status was seen', async () => {
		const loop = new Loop(() => job(undefined));
		const failure = await failureOf(loop, fields(1, 1, 'output'), { job: { outputJobId: 'j-1' } });
		expect(failure.message).toBe(
			'The job had not ended after 1 seconds; its status was not known yet',
		);
		expect(failure.facts).toMatchObject({ description: ADVICE, outputJobId: 'j-1' });
		expect(failure.facts.status).toBeUndefined();
	});

	test('is told with the last look, where that failed, and not with an earlier one', async () => {
		const page = answer('<html>', 502);
		const last = await failureOf(new Loop(inOrder(job('queued'), page)), fields(1.5));
		expect(last.facts.description).toBe(
			`The last look failed: Instead of Wonda's answer came a web page (HTTP 502). ${ADVICE}`,
		);
		const earlier = await failureOf(new Loop(inOrder(page, job('queued'))), fields(1.5));
		expect(earlier.facts.description).toBe(ADVICE);
	});

	test('is told without a fault where n8n makes no item of an answer', async () => {
		const loop = new Loop(() => job('x'), { read: async () => await Promise.resolve([]) });
		const failure = await failureOf(loop, fields(1));
		expect(failure.message).toMatch(/its status was not known yet$/);
		expect(failure.facts.description).toBe(ADVICE);
	});
});
