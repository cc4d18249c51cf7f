import type { FaultEffect } from '../../tools/sandbox/faults/fault.mts';
import type { FaultSpec } from '../../tools/sandbox/index.mts';
import { ACCOUNTS, MEDIA } from '../../tools/sandbox/seed.mts';
import { reveal } from '../support/reveal.mts';
import { useSandbox } from '../support/sandbox.mts';
import { useLeapingTime } from '../support/time.mts';

const api = useSandbox({}, useLeapingTime());

const PUBLISH = { method: 'POST', path: '/publish/tiktok' };
const WRONG_KEY = `sk_${'f'.repeat(64)}`;

describe('Every documented refusal says what happened and what to do', () => {
	test.each<
		[string, Parameters<typeof api.run>[1], Partial<FaultSpec> | undefined, RegExp, RegExp]
	>([
		[
			'404 not_found',
			{ parameters: { mediaId: MEDIA.unknown } },
			undefined,
			/^Wonda could not find what you asked for: No media /,
			/Check the IDs.*“No media .+” \(not_found, HTTP 404\)/,
		],
		[
			'400 bad_request',
			{ parameters: { mediaId: MEDIA.audio } },
			undefined,
			/^Wonda does not accept one of the values: mediaId /,
			/Correct the field that Wonda's answer names.*“mediaId .+” \(bad_request, HTTP 400\)/,
		],
		[
			'401 unauthorized',
			{ credential: { apiKey: WRONG_KEY } },
			undefined,
			/^Wonda does not accept the API key: ./,
			/Copy the whole API key into the Wonda credential.*“.+” \(unauthorized, HTTP 401\)/,
		],
		[
			'403 for an account that has not granted publishing',
			{ parameters: { tiktokAccountId: { __rl: true, mode: 'id', value: ACCOUNTS.reader } } },
			undefined,
			/^Wonda does not allow this post: .*video\.publish/,
			/connect it again in Wonda.*“.*video\.publish.*” \(forbidden, HTTP 403\)/,
		],
		[
			'a code that every object has',
			{},
			{ kind: 'status', status: 403, code: '__proto__' },
			/^Wonda does not allow this post: Forbidden$/,
			/\(__proto__, HTTP 403\)/,
		],
		[
			'a text in which n8n finds the name of a system error',
			{},
			{ kind: 'status', status: 403, message: 'A preexisting post.' },
			/^Wonda does not allow this post: A preexisting post$/,
			/“A preexisting post\.”/,
		],
		[
			'429 that asks for too long',
			{},
			{ kind: 'rateLimit', seconds: 3600 },
			/^Wonda receives too many requests: Too many requests$/,
			/^Run again later, or send fewer items at a time\. Wonda answered: .* \(rate_limit_exceeded, HTTP 429\)\. Wonda says to wait 3600 seconds\./,
		],
	])('%s', async (_name, changes, fault, message, advice) => {
		if (fault) api.sandbox.faults.add({ ...PUBLISH, ...fault } as FaultSpec);

		const { error } = await api.run('video-publish', changes);

		expect(error?.message).toMatch(message);
		expect(error?.description).toMatch(advice);
		expect(error?.description).toMatch(/Nothing was posted\.$/);
		expect(api.sandbox.posts).toEqual([]);
		expect(api.sent()).toHaveLength(1);
	});

	test.each([
		['schedule-get-all', '/publish/scheduled'],
		['account-get-all', '/tiktok/accounts'],
	])('429 is waited out by a list as well: %s', async (name, path) => {
		api.sandbox.addInstagramJob(3_600_000);
		api.sandbox.faults.add({ path, kind: 'rateLimit', seconds: 1 });

		const { outputs, error } = await api.run(name);

		expect(error).toBeUndefined();
		expect(outputs[0]?.length).toBeGreaterThan(0);
		const [refused, answered] = api.sent('GET');
		expect((answered?.startedAt ?? 0) - (refused?.finishedAt ?? 0)).toBe(1000);
	});
});

describe('What was asked decides what a refusal means', () => {
	const FORBIDDEN = { kind: 'status', status: 403, code: 'forbidden' } as const;

	test.each([
		['schedule-get-all', { method: 'GET', path: '/publish/scheduled' }],
		['schedule-cancel', { method: 'DELETE' }],
		['video-schedule', PUBLISH],
	])('403 where something is scheduled: %s', async (workflow, match) => {
		api.sandbox.faults.add({ ...match, ...FORBIDDEN });

		const { error } = await api.run(workflow, { items: [{ outputJobId: MEDIA.unknown }] });

		expect(error?.message).toBe(
			'Scheduled publishing may not be enabled for your Wonda account: Forbidden',
		);
		expect(error?.description).toMatch(/Ask Wonda to enable it/);
	});
});

/** The first line for an answer that is not of the API. */
const received = (what: string, status: number) =>
	`Received ${what} instead of Wonda's answer (HTTP ${status})`;

describe('An answer that is not of the API is called what it is', () => {
	test.each<[what: string, status: number, body: 'html' | 'empty']>([
		['a web page', 200, 'html'],
		['a web page', 502, 'html'],
		['a web page', 403, 'html'],
		['an empty response', 200, 'empty'],
		['an empty response', 404, 'empty'],
	])('%s (HTTP %i)', async (what, status, body) => {
		for (const [workflow, match] of [
			['account-get-all', {}],
			['video-publish', PUBLISH],
		] as const) {
			api.sandbox.faults.add({ ...match, kind: 'status', status, body });
			const { error } = await api.run(workflow);
			expect(error?.message).toContain(received(what, status));
			expect(error?.description).toMatch(/gateway or proxy.*Check the base URL/);
		}
		expect(api.sent()).toHaveLength(2);
	});

	test.each([301, 307, 308])('a redirect that was not followed: HTTP %i', async (status) => {
		const headers = { Location: `${api.sandbox.baseUrl}/tiktok/accounts` };
		const fault = { kind: 'status', status, body: 'html', headers } as const;
		api.sandbox.faults.add({ ...fault, times: 2 });
		for (const workflow of ['account-get-all', 'video-publish']) {
			const { error } = await api.run(workflow);
			expect(error?.message).toBe('The base URL redirects to another address');
			expect(error?.description).toMatch(/Enter that address.*\(HTTP 30\d\)/);
			if (workflow === 'video-publish') expect(error?.description).toMatch(/Nothing was posted\.$/);
		}
		expect(api.sent()).toHaveLength(2);
	});
});

/** What becomes of a request without a usable answer: the first line, its reason, and the words of the service. */
const NO_ANSWER: [fault: FaultEffect, message: string, reason: string, words: string][] = [
	[
		{ kind: 'resetAfter' },
		'The connection to Wonda was lost before it answered',
		'(ECONNRESET)',
		'',
	],
	[
		{ kind: 'slow', delayMs: 600_000, when: 'after' },
		'Wonda did not answer in time',
		'(ETIMEDOUT)',
		'',
	],
	[
		{ kind: 'status', status: 500 },
		'Wonda failed to process the request',
		"The fault is on Wonda's side. Wonda answered: “Internal Server Error.” (internal_server_error, HTTP 500).",
		': Internal Server Error',
	],
	[
		{ kind: 'status', status: 200, body: 'html' },
		received('a web page', 200),
		'A gateway or proxy between n8n and Wonda may have answered. Check the base URL of the Wonda credential.',
		'',
	],
];

describe.each(NO_ANSWER)('Without an answer, because of %j,', (fault, message, reason, words) => {
	/** Runs an operation whose request meets the fault. */
	async function run(workflow: string, match: Partial<FaultSpec>) {
		await api.run('video-schedule');
		const outputJobId = String(api.sandbox.posts.at(-1)?.outputJobId);
		api.sandbox.faults.add({ ...match, ...fault } as FaultSpec);
		const { error } = await api.run(workflow, {
			items: [{ outputJobId }],
			// Real time, which no other answer may run out of.
			parameters: fault.kind === 'slow' ? { requestOptions: { timeout: 500 } } : {},
		});
		return error;
	}

	test.each([
		['schedule-get-all', '/publish/scheduled'],
		['account-get-all', '/tiktok/accounts'],
		['job-get', '/jobs/publish/*'],
	])('what only reads may run again: %s', async (workflow, path) => {
		const error = await run(workflow, { method: 'GET', path });

		expect(error?.message).toBe(`${message}${words}`);
		expect(error?.description).toBe(
			`This step only reads, so it is safe to run it again. ${reason}`,
		);
	});

	test('a cancellation may have happened, and the list tells', async () => {
		const error = await run('schedule-cancel', { method: 'DELETE' });

		expect(error?.message).toBe(`${message}${words}`);
		expect(error?.description).toBe(
			`The post may or may not have been canceled: if Scheduled Post > Get Many still lists it, cancel it again. ${reason}`,
		);
		expect(api.sent('DELETE')).toHaveLength(1);
	});

	test('a post may be live, and nothing says to run it again', async () => {
		const error = await run('video-publish', PUBLISH);

		expect(error?.message).toBe(`${message}, so the post may or may not be live${words}`);
		expect(error?.description).toBe(
			`It was not sent again, so that it cannot be posted twice. Before you run this again, check the TikTok profile and Scheduled Post > Get Many. ${reason}`,
		);
		expect(api.sent('POST')).toHaveLength(2);
	});
});

describe('The credential', () => {
	test.each<[unknown, string]>([
		[undefined, 'is empty'],
		[12345678, 'is not text'],
		['sk_0123\n456789abcdef', 'contains characters that are not allowed in a request header'],
	])('is refused in plain words before any request with the key %j', async (apiKey, what) => {
		for (const workflow of ['account-get-all', 'video-publish']) {
			const outcome = await api.run(workflow, { credential: { apiKey: apiKey as string } });

			expect(outcome.error?.message).toContain(`The API key of the Wonda credential ${what}`);
			expect(outcome.error?.description).toMatch(/enter the whole key, including sk_/);
			expect(reveal(outcome)).not.toContain('456789abcdef');
		}
		expect(api.sent()).toEqual([]);
	});
});

describe('The API key is in nothing that n8n keeps of', () => {
	test.each<[string, Parameters<typeof api.run>[1], FaultEffect | undefined]>([
		['a post that went well', {}, undefined],
		['a refusal', { parameters: { mediaId: MEDIA.forbidden } }, undefined],
		['a job that failed', { parameters: { mediaId: MEDIA.failsAsSpam } }, undefined],
		['bad input', { parameters: { mediaId: ' ' } }, undefined],
		['a wrong key', { credential: { apiKey: WRONG_KEY } }, undefined],
		['a web page', {}, { kind: 'status', status: 502, body: 'html' }],
		['a broken connection', {}, { kind: 'resetAfter' }],
		[
			'a time-out',
			{ parameters: { requestOptions: { timeout: 500 } } },
			{ kind: 'slow', delayMs: 600_000 },
		],
		['a redirect', {}, { kind: 'status', status: 302, body: 'html' }],
	])('%s', async (_name, changes, fault) => {
		const settings = ['stopWorkflow', 'continueErrorOutput'] as const;
		if (fault) api.sandbox.faults.add({ ...fault, ...PUBLISH, times: settings.length });
		const outcomes = await Promise.all(
			settings.map(
				async (onError) => await api.run('video-publish', { ...changes, node: { onError } }),
			),
		);
		expect(reveal(outcomes)).not.toContain(api.sandbox.apiKey);
		expect(reveal(outcomes)).not.toContain(WRONG_KEY);
	});

	/** Ways in which a text of the service can repeat the key. */
	const WAYS: [string, (key: string) => string][] = [
		['as it is', (key) => key],
		['without its prefix', (key) => key.replace('sk_', '')],
		['in capitals', (key) => key.toUpperCase()],
		['without its prefix, in capitals', (key) => key.replace('sk_', '').toUpperCase()],
	];

	test.each(WAYS)('an answer that repeats it %s', async (_name, write) => {
		const key = write(api.sandbox.apiKey);
		const message = `The key ${key} may not do this, ${key}!`;
		for (const onError of ['stopWorkflow', 'continueRegularOutput'] as const) {
			api.sandbox.faults.add({ ...PUBLISH, kind: 'status', status: 403, message });
			const told = reveal(await api.run('video-publish', { node: { onError } }));
			expect(told).not.toContain(key);
			expect(told).toContain('The key [API key] may not do this, [API key]!');
		}
	});

	test.each(WAYS)(
		'a failed job whose reason repeats it %s, where it is cut',
		async (_name, write) => {
			const key = write(api.sandbox.apiKey);
			const errorMessage = `${'x'.repeat(970)} ${key}`;
			api.sandbox.faults.add({ kind: 'jobStatus', status: 'failed', errorMessage });
			const outcome = await api.run('video-publish');

			expect(outcome.error?.message).toMatch(/^The publish job failed: x+ \[API key\]$/);
			expect(reveal(outcome).toLowerCase()).not.toContain(key.toLowerCase().slice(3, 40));
		},
	);
});
