import { randomUUID } from 'node:crypto';

import type { FaultSpec } from '../../tools/sandbox/index.mts';
import { MEDIA } from '../../tools/sandbox/seed.mts';
import { CONTENT, inMemory } from '../support/files.mts';
import { useSandbox } from '../support/sandbox.mts';
import { useLeapingTime } from '../support/time.mts';

const api = useSandbox({}, useLeapingTime());

const PUBLISH = { method: 'POST', path: '/publish/tiktok' };
const RETRY = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
const CONTINUE = { onError: 'continueRegularOutput' } as const;
const ALL = [
	'video-publish',
	'video-schedule',
	'carousel-publish',
	'schedule-get-all',
	'account-get-all',
	'media-get-all',
	'media-upload',
];

/** Runs an operation on something that is not there, whose next request is answered so. */
async function answered(workflow: string, answer: Partial<FaultSpec>, node = {}) {
	api.sandbox.faults.add({ kind: 'status', ...answer } as FaultSpec);
	return await api.run(workflow, {
		items: [{ outputJobId: randomUUID() }],
		files: [{ data: inMemory(CONTENT.mp4) }],
		node,
		parameters: workflow.startsWith('job') ? { outputJobId: randomUUID() } : {},
	});
}

describe('A refusal is reported as what it is', () => {
	test.each(ALL)('an account without a paid plan: %s', async (workflow) => {
		const { error } = await answered(workflow, {
			status: 403,
			code: 'paid_plan_required',
			message: 'Upgrade.',
		});

		expect(error?.message).toMatch(/Your Wonda account needs a paid plan for this: Upgrade$/);
		expect(error?.description).toMatch(/^Choose a plan in your Wonda account/);
		expect(error?.description).not.toMatch(/is connected|schedul/i);
	});
});

/** Reasons of TikTok, and what has to be advised. */
const REASONS: [code: string, advice: RegExp][] = [
	['unaudited_client_can_only_post_to_private_accounts', /account itself to private.*Only Me/],
	['spam_risk_text', /caption.*Rewrite/],
];

describe.each(REASONS)('TikTok’s reason %s gives its advice', (code, advice) => {
	test.each<[string, string, FaultSpec]>([
		[
			'a failed job',
			'video-publish',
			{ kind: 'jobStatus', status: 'failed', errorMessage: `TikTok: ${code}.` },
		],
		[
			'the code of a failed job',
			'video-publish',
			{ kind: 'jobStatus', status: 'failed', errorMessage: 'No.', errorCode: code },
		],
		[
			'a refused post',
			'video-publish',
			{ ...PUBLISH, kind: 'status', status: 400, message: `${code}: no.` },
		],
		[
			'a refused carousel',
			'carousel-publish',
			{ kind: 'status', status: 400, message: 'No.', code },
		],
	])('in %s', async (_name, workflow, fault) => {
		api.sandbox.faults.add(fault);
		const { error } = await api.run(workflow);

		expect(error?.description).toMatch(advice);
		expect(error?.description).not.toMatch(/Fix the cause|Correct the field/);
	});
});

describe('A success that holds an error', () => {
	const ERROR = { error: { message: 'The database is down.', code: 'internal' } };
	const WORDS = 'Wonda answered with an error: The database is down';

	test.each<[workflow: string, json: object]>([
		['schedule-cancel', ERROR],
		['schedule-get-all', { ...ERROR, scheduled: [] }],
		['schedule-get-all', ERROR],
		['account-get-all', { ...ERROR, accounts: [] }],
		['media-get-all', { error: 'The database is down.' }],
		['job-get', ERROR],
		['media-upload', ERROR],
	])('is a failure in its words: %s %j', async (workflow, json) => {
		const { error, outputs } = await answered(workflow, { status: 200, json, times: 9 });

		expect(error?.message).toContain(WORDS);
		expect(error?.description).toContain('“The database is down.”');
		expect(outputs.flat()).toEqual([]);
	});

	test.each(['video-publish', 'video-schedule', 'carousel-publish'])(
		'of a post may follow an acceptance, and it is not sent again: %s',
		async (workflow) => {
			const { error } = await answered(workflow, { status: 200, json: ERROR }, RETRY);

			expect(error?.message).toBe(
				'Wonda answered with an error, so the post may or may not be live: The database is down',
			);
			expect(error).toMatchObject({ context: { mayBeLive: true } });
			expect(api.sent('POST')).toHaveLength(1);
		},
	);
});

describe('A job that failed', () => {
	const FAILED = { status: 'failed', errorCode: 'E_42', attempts: [{ host: 'a' }] };

	test('with a code only has that as its reason, and stands in the error as a whole', async () => {
		const json = { outputJobId: '{{outputJobId}}', ...FAILED };
		const poll = { path: '/jobs/publish/*', kind: 'status', status: 200, json } as const;
		api.sandbox.faults.add({ ...poll, times: 2 });
		const { error } = await api.run('video-publish');
		const { outputs } = await api.run('video-publish', { node: CONTINUE });

		expect(error?.message).toBe('The publish job failed: E_42');
		const [first, second] = api.sandbox.posts.map(({ outputJobId }) => ({
			outputJobId,
			...FAILED,
		}));
		expect(error).toMatchObject({ context: { job: first } });
		expect(outputs[0]?.[0]?.json.error).toMatchObject({
			message: 'The publish job failed: E_42',
			job: second,
		});
	});
});

describe('Scheduled Post > Cancel', () => {
	const cancel = async (node = {}) =>
		await api.run('schedule-cancel', {
			items: [{ outputJobId: String(api.sandbox.posts[0]?.outputJobId) }],
			node,
		});

	test('whose answer was lost succeeds when it is tried again', async () => {
		await api.run('video-schedule');
		api.sandbox.faults.add({ method: 'DELETE', kind: 'resetAfter' });
		const { outputs, error } = await cancel(RETRY);

		expect(error).toBeUndefined();
		expect(outputs[0]?.[0]?.json).toMatchObject({ status: 'canceled' });
		expect(api.sent('DELETE').map(({ status }) => status)).toEqual([undefined, 409]);
	});
});

describe('With Retry On Fail', () => {
	test.each<[string, object]>([
		['while it is waited for', {}],
		['after which the node continues', CONTINUE],
	])('a job that somebody canceled is not posted again: %s', async (_name, node) => {
		api.sandbox.faults.add({ kind: 'jobStatus', status: 'canceled' });
		const { error, outputs } = await api.run('video-publish', { node: { ...RETRY, ...node } });

		const { message } = error ?? (outputs[0]?.[0]?.json.error as Error);
		expect(message).toBe('The publish job was cancelled');
		expect(api.sent('POST')).toHaveLength(1);
	});

	test('a job that was canceled between two tries is not posted again', async () => {
		api.sandbox.faults.add({ path: '/jobs/publish/*', kind: 'status', status: 403 });
		api.sandbox.faults.add({ kind: 'jobStatus', status: 'canceled', nth: 2 });
		const { error } = await api.run('video-publish', {
			parameters: { mediaId: MEDIA.neverEnds },
			node: RETRY,
		});

		expect(error?.message).toBe('The publish job was cancelled');
		expect(api.sent('POST')).toHaveLength(1);
	});
});
