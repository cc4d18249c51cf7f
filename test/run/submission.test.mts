import { Failure } from '../../nodes/shared/failures/failure';
import { quoting } from '../../nodes/shared/failures/quote';
import {
	describeJob,
	leftNoPost,
	reportOf,
	type Submission,
} from '../../nodes/shared/run/submission';

const quote = quoting(undefined);

const failure = (message: string) => new Failure('refused', { message, description: 'd' });

const job = (outputJobId: string, status: string): Submission => ({
	job: { outputJobId, status },
	posted: {},
});

test('A report tells of all items but one, by what became of them, each in the order of the items', () => {
	const submissions = new Map<number, Submission>([
		[10, job('j10', 'failed')],
		[2, job('j2', 'succeeded')],
		[11, job('j11', 'in_progress')],
		[1, job('j1', 'canceled')],
		[4, { unknown: failure('sent') }],
		[7, job('j7', 'succeeded')],
	]);
	const failures = new Map([
		[4, failure('No answer')],
		[3, failure('No')],
		[12, failure('x'.repeat(301))],
		[10, failure('It failed')],
	]);

	expect(reportOf(submissions, failures, 7, quote)).toEqual([
		{
			words: 'Accepted in this run, do not post again',
			items: ['item 2: job j2 (succeeded)', 'item 11: job j11 (in_progress)'],
		},
		{
			words: 'Failed or canceled in this run',
			items: ['item 1: job j1 (canceled)', 'item 10: job j10 (failed): It failed'],
		},
		{
			words: 'The posts of these items may be live or not, look before you post them again',
			items: ['item 4: No answer'],
		},
		{
			words: 'These items failed, too',
			items: ['item 3: No', `item 12: ${'x'.repeat(300)}…`],
		},
	]);
	expect(reportOf(new Map(), new Map([[0, failure('No')]]), 0, quote)).toEqual([]);
});

test.each([
	[{ outputJobId: 'j', status: 'queued' }, 'job j (queued)'],
	[
		{ outputJobId: 'j'.repeat(101), status: 's'.repeat(101) },
		`job ${'j'.repeat(100)}… (${'s'.repeat(100)}…)`,
	],
	[{ publishId: 'p', tiktokPublishId: 't' }, 'publish ID p'],
	[{ outputJobId: null, tiktokPublishId: 't' }, 'publish ID t'],
	[{ publishId: 'p'.repeat(101) }, `publish ID ${'p'.repeat(100)}…`],
	[{}, 'publish ID unknown'],
])('The job %j is told as %j', (known, words) => {
	expect(describeJob(known, quote)).toBe(words);
});

test.each([
	['failed', true],
	['canceled', true],
	['succeeded', false],
	['cancelled', false],
	[undefined, false],
	[['failed'], false],
])('Whether a job that is %j has left no post: %j', (status, left) => {
	expect(leftNoPost({ status } as never)).toBe(left);
});
