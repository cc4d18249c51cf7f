import { ACCOUNTS, MEDIA } from '../../tools/sandbox/seed.mts';
import type { FaultSpec, Outcome as MediaOutcome } from '../../tools/sandbox/index.mts';
import { useLeapingTime } from '../support/time.mts';
import { reveal } from '../support/reveal.mts';
import { useSandbox } from '../support/sandbox.mts';

const api = useSandbox({}, useLeapingTime());

const PUBLISH = { method: 'POST', path: '/publish/tiktok' };
const WRONG_KEY = `sk_${'f'.repeat(64)}`;

/** The refusal that the sandbox gives for a media. */
function refusalOf(mediaId: string): NonNullable<MediaOutcome['refuse']> {
	const refusal = api.sandbox.media.find((media) => media.mediaId === mediaId)?.outcome?.refuse;
	if (!refusal) throw new Error(`The media ${mediaId} is not refused`);
	return refusal;
}

describe('Every documented refusal says what happened and what to do', () => {
	test.each([
		[
			'402 payment_required',
			MEDIA.paymentRequired,
			'Your Wonda account needs a paid plan for this',
			/Choose a plan/,
		],
		[
			'402 insufficient_credits',
			MEDIA.insufficientCredits,
			'Your Wonda account has too few credits',
			/Add credits/,
		],
		['403 forbidden', MEDIA.forbidden, 'Your Wonda account may not do this', /Check that/],
		[
			'403 feature_disabled',
			MEDIA.featureDisabled,
			'A feature that this needs is not enabled for your Wonda account',
			/Ask Wonda to enable it/,
		],
		[
			'409 conflict',
			MEDIA.conflict,
			'This is not possible in the present state of what the request names',
			/Check what the answer names/,
		],
		['410 gone', MEDIA.gone, 'Wonda no longer offers this', /Look for a newer version/],
		[
			'500 internal_server_error',
			MEDIA.serverError,
			/^Wonda failed to process the request.*the post may be live/,
			/look at the TikTok profile and at Scheduled Post > Get Many/,
		],
	])('%s', async (name, mediaId, message, advice) => {
		const refusal = refusalOf(mediaId);
		expect(`${refusal.status} ${refusal.code}`).toBe(name);

		const { error } = await api.run('video-publish', { parameters: { mediaId } });

		expect(error?.message).toMatch(message);
		expect(error?.message.endsWith(`: ${refusal.message.replace(/\.$/, '')}`)).toBe(true);
		expect(error?.description).toMatch(advice);
		expect(error?.description).toContain(
			`“${refusal.message}” (${refusal.code}, HTTP ${refusal.status})`,
		);
		expect(error).toMatchObject({ httpCode: String(refusal.status) });
		expect(api.sent()).toHaveLength(1);
	});

	test('404 not_found', async () => {
		const { error } = await api.run('video-publish', { parameters: { mediaId: MEDIA.unknown } });

		expect(error?.message).toBe(
			`Wonda does not know what the request names: No media ${MEDIA.unknown}`,
		);
		expect(error?.description).toMatch(/Check the IDs/);
		expect(error?.description).toContain(
			`“No media ${MEDIA.unknown}.” (not_found, HTTP 404). Nothing was posted.`,
		);
		expect(api.sent()).toHaveLength(1);
	});

	test('400 bad_request', async () => {
		const { error } = await api.run('video-publish', { parameters: { mediaId: MEDIA.audio } });

		expect(error?.message).toMatch(
			new RegExp(`^Wonda does not accept a value of the request: mediaId ${MEDIA.audio} `),
		);
		expect(error?.description).toMatch(/Correct the field that the answer names/);
		expect(error?.description).toMatch(
			new RegExp(`“mediaId ${MEDIA.audio} .+” \\(bad_request, HTTP 400\\). Nothing was posted.`),
		);
		expect(api.sent()).toHaveLength(1);
	});

	test('400 validation_error', async () => {
		const fault = {
			kind: 'status',
			status: 400,
			code: 'validation_error',
			message: 'No.',
		} as const;
		api.sandbox.faults.add({ ...PUBLISH, ...fault });
		const { error } = await api.run('video-publish');

		expect(error?.message).toBe('Wonda does not accept a value of the request: No');
		expect(error?.description).toMatch(
			/“No\.” \(validation_error, HTTP 400\). Nothing was posted./,
		);
	});

	test('401 unauthorized', async () => {
		const { error } = await api.run('video-publish', { credential: { apiKey: WRONG_KEY } });

		expect(error?.message).toMatch(/^Wonda does not accept the API key: ./);
		expect(error?.description).toMatch(/Check the API key of the Wonda API credential/);
		expect(error?.description).toMatch(/“.+” \(unauthorized, HTTP 401\). Nothing was posted./);
		expect(api.sandbox.posts).toEqual([]);
	});

	test('403 for an account that has not granted publishing', async () => {
		const { error } = await api.run('video-publish', {
			parameters: { tiktokAccountId: { __rl: true, mode: 'id', value: ACCOUNTS.reader } },
		});

		expect(error?.message).toMatch(/^Your Wonda account may not do this: .*video\.publish/);
		expect(error?.description).toMatch(
			/publishing was granted.*“.*video\.publish.*” \(forbidden, HTTP 403\)/,
		);
	});

	test('a status that is not documented', async () => {
		api.sandbox.faults.add({ ...PUBLISH, kind: 'status', status: 418, code: 'teapot' });

		const { error } = await api.run('video-publish');

		expect(error?.message).toBe("Wonda refused the request: I'm a Teapot");
		expect(error?.description).toMatch(/\(teapot, HTTP 418\). Nothing was posted./);
	});
});

describe('429, too many requests', () => {
	test.each([
		['rate_limit_exceeded, after Retry-After', MEDIA.rateLimited],
		['throttled, after deferUntil', MEDIA.throttled],
	])('%s, is posted once', async (_name, mediaId) => {
		const { outputs, error } = await api.run('video-publish', {
			parameters: { mediaId, waitForCompletion: false },
		});

		expect(error).toBeUndefined();
		const [refused, accepted] = api.sent('POST');
		expect(refused?.status).toBe(429);
		expect((accepted?.startedAt ?? 0) - (refused?.finishedAt ?? 0)).toBeGreaterThanOrEqual(1000);
		expect(api.sandbox.posts).toHaveLength(1);
		expect(outputs[0]?.[0]?.json.outputJobId).toBe(api.sandbox.posts[0]?.outputJobId);
	});

	test('keeps our words when it lasts too long, and says when to come back', async () => {
		api.sandbox.faults.add({ ...PUBLISH, kind: 'rateLimit', seconds: 3600 });

		const { error } = await api.run('video-publish');

		expect(error?.message).toBe('Wonda receives too many requests: Too many requests');
		expect(error?.description).toMatch(
			/\(rate_limit_exceeded, HTTP 429\). Wonda asks to wait 3600 seconds. Nothing was posted./,
		);
	});

	test.each([
		['schedule-get-all', '/publish/scheduled'],
		['account-get-all', '/tiktok/accounts'],
	])('is waited out by a list as well: %s', async (name, path) => {
		api.sandbox.addInstagramJob(3_600_000);
		api.sandbox.faults.add({ path, kind: 'rateLimit', seconds: 1 });

		const { outputs, error } = await api.run(name);

		expect(error).toBeUndefined();
		expect(outputs[0]?.length).toBeGreaterThan(0);
		const [refused, answered] = api.sent('GET');
		expect((answered?.startedAt ?? 0) - (refused?.finishedAt ?? 0)).toBe(1000);
		expect(api.sent()).toHaveLength(2);
	});
});

/** Answers of a gateway in place of the API's, and what the error calls them. */
const GATEWAY: [name: string, answer: { status: number; body: 'html' | 'empty' }, what: string][] =
	[
		['a web page with 200', { status: 200, body: 'html' }, 'a web page (HTTP 200)'],
		['a web page with 502', { status: 502, body: 'html' }, 'a web page (HTTP 502)'],
		['a web page with 403', { status: 403, body: 'html' }, 'a web page (HTTP 403)'],
		['nothing with 200', { status: 200, body: 'empty' }, 'nothing (HTTP 200)'],
		['nothing with 502', { status: 502, body: 'empty' }, 'nothing (HTTP 502)'],
		['nothing with 404', { status: 404, body: 'empty' }, 'nothing (HTTP 404)'],
	];

describe('An answer that is not of the API', () => {
	test.each(GATEWAY)(
		'is called what it is, with its HTTP status: %s',
		async (_name, answer, what) => {
			api.sandbox.faults.add({ kind: 'status', ...answer });

			const { error } = await api.run('account-get-all');

			expect(error?.message).toBe(`Instead of Wonda's answer came ${what}`);
			expect(error?.description).toMatch(/gateway or proxy.*Check the base URL/);
			expect(api.sent()).toHaveLength(1);
		},
	);

	test.each(GATEWAY)(
		'is called so as well where a post was sent: %s',
		async (_name, answer, what) => {
			api.sandbox.faults.add({ ...PUBLISH, kind: 'status', ...answer });

			const { error } = await api.run('video-publish');

			expect(error?.message).toContain(`nstead of Wonda's answer came ${what}`);
			expect(error?.description).toMatch(/gateway or proxy.*Check the base URL/);
			expect(api.sent()).toHaveLength(1);
		},
	);

	test.each<[string, string, Partial<FaultSpec>]>([
		['a post', 'video-publish', PUBLISH],
		['a list', 'account-get-all', { path: '/tiktok/accounts' }],
	])('is not followed when it leads elsewhere: %s', async (_name, workflow, match) => {
		api.sandbox.faults.add({
			...match,
			kind: 'status',
			status: 308,
			body: 'html',
			headers: { Location: `${api.sandbox.baseUrl}/tiktok/accounts` },
		});

		const { error } = await api.run(workflow);

		expect(error?.message).toBe('The base URL leads to another address');
		expect(error?.description).toMatch(/final address.*\(HTTP 308\)/);
		expect(api.sent()).toHaveLength(1);
	});

	test.each([301, 307, 308])(
		'says that nothing was posted after a redirect that sends the request on: HTTP %i',
		async (status) => {
			api.sandbox.faults.add({ ...PUBLISH, kind: 'status', status, body: 'empty' });

			const { error } = await api.run('video-publish');

			expect(error?.message).toBe('The base URL leads to another address');
			expect(error?.description).toMatch(/Nothing was posted\.$/);
		},
	);

	test.each([300, 302, 303, 304, 305])(
		'is sent once after an answer that may follow an acceptance: HTTP %i',
		async (status) => {
			api.sandbox.faults.add({ ...PUBLISH, kind: 'status', status, body: 'empty', when: 'after' });

			const { error } = await api.run('video-publish', {
				node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 },
			});

			expect(error?.message).toMatch(
				/^Instead of Wonda's answer came (another address|nothing) \(HTTP 3\d\d\), so the post may be live or not$/,
			);
			expect(api.sandbox.posts).toHaveLength(1);
			expect(api.sent('POST')).toHaveLength(1);
		},
	);

	test('is called so when the base URL is that of something else', async () => {
		const { error } = await api.run('account-get-all', {
			credential: { baseUrl: `${api.sandbox.pageUrl}sandbox/nothing-here` },
		});

		expect(error?.message).toBe("Instead of Wonda's answer came a web page (HTTP 404)");
	});
});

describe('The base URL of the credential', () => {
	test.each([
		['with a slash at its end', (url: string) => `${url}/`],
		['with several', (url: string) => `${url}///`],
		['with blanks around it', (url: string) => ` ${url} \n`],
	])('may be given %s', async (_name, write) => {
		const { error } = await api.run('video-publish', {
			credential: { baseUrl: write(api.sandbox.baseUrl) },
		});

		expect(error).toBeUndefined();
		expect(api.sandbox.posts).toHaveLength(1);
	});

	test.each(['', 'api.wondercat.ai', 'not a URL'])(
		'says so when it is none: “%s”',
		async (baseUrl) => {
			const { error } = await api.run('video-publish', { credential: { baseUrl } });

			expect(error?.message).toBe('Wonda could not be reached');
			expect(error?.description).toMatch(/Check the base URL.*Nothing was posted/);
		},
	);
});

describe('The API key', () => {
	test('may come with blanks and line breaks', async () => {
		const { error } = await api.run('video-publish', {
			credential: { apiKey: ` ${api.sandbox.apiKey}\n` },
		});

		expect(error).toBeUndefined();
		expect(api.sandbox.posts).toHaveLength(1);
	});

	test.each<[string, unknown, string]>([
		['is empty', '', 'is empty'],
		['is blank', ' \n', 'is empty'],
		['is a variable that is missing', undefined, 'is empty'],
		['is null', null, 'is empty'],
		['is a number', 12345678, 'is no text'],
		['is an object', { key: 'sk_0123456789abcdef' }, 'is no text'],
		['holds a line break', 'sk_0123\n456789abcdef', 'holds characters that no header'],
		['holds other letters', 'sk_0123456789абвгд', 'holds characters that no header'],
	])('that %s is told in plain words before any request', async (_name, apiKey, what) => {
		for (const workflow of ['account-get-all', 'video-publish']) {
			const outcome = await api.run(workflow, { credential: { apiKey: apiKey as string } });

			expect(outcome.error?.message).toContain(`The API key of the Wonda API credential ${what}`);
			expect(outcome.error?.description).toMatch(/copy the whole key/);
			expect(reveal(outcome)).not.toContain('456789abcdef');
		}
		expect(api.sent()).toEqual([]);
	});

	test.each([
		['a post that went well', {}, undefined],
		['a post that was refused', { parameters: { mediaId: MEDIA.forbidden } }, undefined],
		['a job that failed', { parameters: { mediaId: MEDIA.failsAsSpam } }, undefined],
		['bad input', { parameters: { mediaId: ' ' } }, undefined],
		['a web page', {}, { kind: 'status', status: 502, body: 'html' }],
		['a broken connection', {}, { kind: 'resetAfter' }],
		[
			'a time-out',
			{ parameters: { requestOptions: { timeout: 100 } } },
			{ kind: 'slow', delayMs: 600_000 },
		],
		['a redirect', {}, { kind: 'status', status: 302, body: 'html' }],
	] as [string, object, FaultSpec | undefined][])(
		'is in nothing that n8n keeps of %s',
		async (_name, changes, fault) => {
			const settings = ['stopWorkflow', 'continueErrorOutput'] as const;
			if (fault) api.sandbox.faults.add({ ...fault, ...PUBLISH, times: settings.length });
			const outcomes = await Promise.all(
				settings.map((onError) => api.run('video-publish', { ...changes, node: { onError } })),
			);
			expect(reveal(outcomes)).not.toContain(api.sandbox.apiKey);
		},
	);

	test('is in nothing that n8n keeps when it was wrong', async () => {
		for (const workflow of ['video-publish', 'account-get-all']) {
			const outcome = await api.run(workflow, { credential: { apiKey: WRONG_KEY } });
			expect(outcome.error).toBeDefined();
			expect(reveal(outcome)).not.toContain(WRONG_KEY);
		}
	});

	test.each(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const)(
		'is hidden where an answer repeats it, with On Error %s',
		async (onError) => {
			const { apiKey } = api.sandbox;
			api.sandbox.faults.add({
				...PUBLISH,
				kind: 'status',
				status: 403,
				code: 'forbidden',
				message: `The key ${apiKey} may not do this, ${apiKey}!`,
			});

			const outcome = await api.run('video-publish', { node: { onError } });

			expect(reveal(outcome)).not.toContain(apiKey);
			expect(reveal(outcome)).toContain('The key [API key] may not do this, [API key]!');
		},
	);

	test('is hidden where the reason of a failed job repeats it', async () => {
		const { apiKey } = api.sandbox;
		api.sandbox.faults.add({
			kind: 'jobStatus',
			status: 'failed',
			errorMessage: `TikTok does not know ${apiKey}`,
		});

		const outcome = await api.run('video-publish');

		expect(outcome.error?.message).toContain('TikTok does not know [API key]');
		expect(reveal(outcome)).not.toContain(apiKey);
	});
});

describe('What was asked decides what a refusal means', () => {
	const FORBIDDEN = { kind: 'status', status: 403, code: 'forbidden' } as const;

	test.each([
		['schedule-get-all', { method: 'GET', path: '/publish/scheduled' }, {}],
		['schedule-cancel', { method: 'DELETE' }, { items: [{ outputJobId: MEDIA.unknown }] }],
		['video-schedule', PUBLISH, {}],
	])('403 where something is scheduled: %s', async (workflow, match, changes) => {
		api.sandbox.faults.add({ ...match, ...FORBIDDEN });

		const { error } = await api.run(workflow, changes);

		expect(error?.message).toBe(
			'Scheduled publishing may not be enabled for your Wonda account: Forbidden',
		);
		expect(error?.description).toMatch(/Ask Wonda to enable it/);
	});

	test('403 of a post that goes out at once does not speak of scheduling', async () => {
		const faults = [{ code: 'forbidden' }, { code: 'feature_disabled' }];
		for (const fault of faults) {
			api.sandbox.faults.add({ ...PUBLISH, ...FORBIDDEN, ...fault });
			const { error } = await api.run('video-publish');
			expect(`${error?.message} ${error?.description}`).not.toMatch(/schedul/i);
		}
	});

	test('409 of a post does not speak of canceling', async () => {
		api.sandbox.faults.add({ ...PUBLISH, kind: 'status', status: 409, code: 'conflict' });
		const { error } = await api.run('video-publish');
		expect(`${error?.message} ${error?.description}`).not.toMatch(/cancel/i);
	});
});

describe('An error of n8n', () => {
	test('names the item, and holds the job that was accepted', async () => {
		api.sandbox.faults.add({ kind: 'jobStatus', status: 'failed', nth: 1 });

		const { error } = await api.run('video-publish', {
			items: [{}, {}],
			parameters: {
				mediaId: `={{ $itemIndex === 1 ? '${MEDIA.failsAsSpam}' : '${MEDIA.videos[0]}' }}`,
			},
		});

		const { context } = error as unknown as { context: Record<string, unknown> };
		expect(context.itemIndex).toBe(0);
		expect(context).toMatchObject({
			outputJobId: api.sandbox.posts[0]?.outputJobId,
			status: 'failed',
		});
	});

	test('keeps our text where n8n finds the name of a system error in it', async () => {
		api.sandbox.faults.add({
			...PUBLISH,
			kind: 'status',
			status: 403,
			message: 'A preexisting post.',
		});
		const { error } = await api.run('video-publish');
		expect(error?.message).toBe('Your Wonda account may not do this: A preexisting post');
	});

	test.each(['constructor', '__proto__', 'toString'])(
		'tells the accepted job of another item when a code is %s',
		async (code) => {
			api.sandbox.faults.add({ ...PUBLISH, kind: 'status', status: 403, code, nth: 1 });
			const { error } = await api.run('video-publish', { items: [{}, {}] });

			expect(error?.message).toBe('Your Wonda account may not do this: Forbidden');
			expect(api.sandbox.posts).toHaveLength(1);
			expect(error?.description).toContain(String(api.sandbox.posts[0]?.outputJobId));
		},
	);
});
