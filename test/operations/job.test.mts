import { jobIn, jobPath, namesJob } from '../../nodes/shared/operations/job';
import { ended, endingOf, statusText } from '../../nodes/shared/operations/ending';
import type { Failure } from '../../nodes/shared/failures/failure';
import { quoting } from '../../nodes/shared/failures/quote';
import { KEY } from './loop.mts';

const quote = quoting(KEY);

const LONG = 'x'.repeat(101);
const CUT = `${'x'.repeat(100)}…`;

/** The failure that the end of a job is. */
function failureOf(job: object): Failure {
	try {
		endingOf((job as { status?: unknown }).status)?.(job as never, quote);
	} catch (error) {
		return error as Failure;
	}
	throw new Error('It did not fail');
}

test('A job is looked at under its ID', () => {
	expect(jobPath('a-1')).toBe('/jobs/publish/a-1');
});

test.each<[unknown, boolean]>([
	['a', true],
	['', true],
	[0, true],
	[false, true],
	[{}, true],
	[null, false],
	[undefined, false],
])('An answer whose ID is %j names a job: %j', (outputJobId, names) => {
	expect(namesJob({ outputJobId } as never)).toBe(names);
	expect(namesJob({})).toBe(false);
});

test.each<[object | undefined, object]>([
	[
		{ outputJobId: 'other', status: 's' },
		{ outputJobId: 'a', status: 's' },
	],
	[
		{ outputJobId: null, b: 1 },
		{ outputJobId: 'a', b: 1 },
	],
	[{ status: 's' }, { outputJobId: 'a', status: 's' }],
	[undefined, { outputJobId: 'a' }],
])('A job keeps the ID that was asked for: %j', (answer, job) => {
	expect(jobIn(answer as never, { outputJobId: 'a', caption: 'not told' })).toEqual(job);
});

describe('A status', () => {
	test.each(['succeeded', 'scheduled'])('is an end, which gives the job as it is: %s', (status) => {
		const job = { outputJobId: 'a', status, errorMessage: 'not read' };
		expect(endingOf(status)?.(job, quote)).toBe(job);
	});

	test.each<unknown>([
		...['queued', 'in_progress', 'idle', '', ' succeeded', 'SUCCEEDED', 'Failed', 'cancelled'],
		...['constructor', '__proto__', 'toString', 'hasOwnProperty'],
		...[undefined, null, 0, 1, true, {}, ['succeeded'], { toString: () => 'succeeded' }],
	])('is none: %j', (status) => {
		expect(typeof endingOf(status)).toBe('undefined');
	});

	test.each<[unknown, string]>([
		[undefined, 'not known yet'],
		['queued', '“queued”'],
		[null, '“”'],
		['', '“”'],
		[{ a: 1 }, '“{"a":1}”'],
		['two\nlines', '“two lines”'],
		['x'.repeat(100), `“${'x'.repeat(100)}”`],
		[LONG, `“${CUT}”`],
		[`of ${KEY}`, '“of [API key]”'],
	])('is told: %j', (status, words) => {
		expect(statusText({ status } as never, quote)).toBe(words);
	});
});

describe('A job that failed', () => {
	const told = (errorMessage: unknown) =>
		failureOf({ outputJobId: 'a-1', status: 'failed', errorMessage });

	test.each<[unknown, string]>([
		['spam_risk', 'spam_risk'],
		[0, '0'],
		[false, 'false'],
		[{ code: 'x' }, '{"code":"x"}'],
		['two\nlines', 'two lines'],
		[`Bearer ${KEY}`, 'Bearer [API key]'],
		['y'.repeat(1001), `${'y'.repeat(1000)}…`],
	])('is told with its reason: %j', (errorMessage, reason) => {
		expect(told(errorMessage)).toMatchObject({
			kind: 'ended',
			message: `The publish job failed: ${reason}`,
			facts: {
				description: 'Wonda calls the job failed. When the reason is gone, post again. Job ID: a-1',
				outputJobId: 'a-1',
				status: 'failed',
			},
		});
	});

	test.each<unknown>([undefined, null, '', ' \n '])(
		'is told without a reason: %j',
		(errorMessage) => {
			expect(told(errorMessage)).toMatchObject({
				kind: 'ended',
				message: 'The publish job failed, and Wonda gave no reason',
				facts: {
					description: 'Look at the TikTok profile before you post again. Job ID: a-1',
					status: 'failed',
				},
			});
		},
	);
});

test('A job that was canceled is told', () => {
	const job = { outputJobId: 'a-1', status: 'canceled', errorMessage: 'not told' };
	expect(failureOf(job)).toMatchObject({
		kind: 'ended',
		message: 'The publish job was canceled',
		facts: {
			description: 'Post again if it was canceled by mistake. Job ID: a-1',
			outputJobId: 'a-1',
			status: 'canceled',
		},
	});
});

test('The end of a job holds its ID and status, short and on one line', () => {
	const words = { message: 'm', description: 'd.' };
	const { facts } = ended({ outputJobId: LONG, status: `${LONG}\n` }, quote, words);
	expect(facts).toEqual({
		message: 'm',
		description: `d. Job ID: ${CUT}`,
		outputJobId: CUT,
		status: CUT,
	});
	expect(ended({ outputJobId: 'a' }, quote, words).facts.status).toBeUndefined();
	expect(ended({ outputJobId: 'a', status: null }, quote, words).facts.status).toBe('');
});
