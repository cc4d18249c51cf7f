import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import { submitForItem } from '../../nodes/shared/operations/submit';
import { useQuickTime } from '../support/time.mts';
import { answer, errorOf, KEY, Loop, refusing, reset, unreached, type Service } from './loop.mts';

const time = useQuickTime();

const ACCEPTED = { outputJobId: 'j-1', status: 'queued' };

const BODY = { mediaId: 'm-1', caption: 'Hi' };

const loopOf = (service: Service, parameters: IDataObject = {}) =>
	new Loop(service, { parameters });

const post = async (loop: Loop, body: IHttpRequestOptions['body'] = BODY) => {
	const request = loop.request({ method: 'POST', url: '/publish/tiktok', body });
	return await time.passDuring(submitForItem.call(loop.item(), request));
};

const jsonOf = async (loop: Loop, body?: IHttpRequestOptions['body']) =>
	(await post(loop, body))[0]?.json;

describe('The output of a post', () => {
	test('is the answer, and what was posted beside it: what tells which post it is', async () => {
		const told = {
			mediaId: 'm-1',
			mediaIds: ['m-1', 'm-2'],
			tiktokAccountId: 't-1',
			caption: '',
			privacyLevel: 'SELF_ONLY',
			scheduledAt: '2027-01-01T10:00:00+01:00',
		};
		const loop = loopOf(() => answer(ACCEPTED));
		const body = { ...told, disableComment: true, postMode: 'inbox', coverIndex: 0 };
		const json = await jsonOf(loop, body);
		expect(json).toEqual({ ...ACCEPTED, ...told });
		expect(Object.keys(json ?? {})).toEqual([...Object.keys(ACCEPTED), ...Object.keys(told)]);
		expect(loop.sent).toMatchObject([{ method: 'POST', url: '/publish/tiktok', body }]);
	});

	test('leaves out what was not sent', async () => {
		const json = await jsonOf(
			loopOf(() => answer(ACCEPTED)),
			{ mediaId: 'm-1', caption: undefined, scheduledAt: null },
		);
		expect(Object.keys(json ?? {})).toEqual(['outputJobId', 'status', 'mediaId', 'scheduledAt']);
	});

	test("keeps the answer's own fields", async () => {
		const answered = { outputJobId: 'j-1', caption: 'theirs', mediaId: null };
		expect(await jsonOf(loopOf(() => answer(answered)))).toEqual(answered);
	});
});

describe('An answer accepts a post', () => {
	test.each(['outputJobId', 'tiktokPublishId', 'publishId', 'tiktokMediaId', 'permalink'])(
		'when it names its %s',
		async (name) => {
			expect(await jsonOf(loopOf(() => answer({ [name]: 'x' })))).toEqual({ [name]: 'x', ...BODY });
		},
	);

	test.each<[string, object]>([
		['nothing', {}],
		['only null', { outputJobId: null, publishId: null }],
		['an error in place of a post', { error: { message: 'No' } }],
		['another ID', { jobId: 'x', id: 'x', mediaId: 'm-1', status: 'queued' }],
	])('and not when it names %s', async (_name, body) => {
		const loop = loopOf(() => answer(body));
		const error = await errorOf(post(loop));
		expect(error.message).toBe(
			"Wonda's answer names neither a job nor a post, so the post may be live or not",
		);
		expect(error.description).toBe(
			'It was not sent again, so that it cannot be posted twice. Before you run this again, look at the TikTok profile and at Scheduled Post > Get Many. It was a success (HTTP 2xx) all the same.',
		);
		expect(error.context).toMatchObject({ mayBeLive: true });
		expect(loop.sent).toHaveLength(1);
	});

	test('and not when n8n makes no item of it', async () => {
		const loop = new Loop(() => answer({}), { read: async () => await Promise.resolve([]) });
		expect((await errorOf(post(loop))).message).toMatch(/^Wonda's answer names neither/);
	});
});

test.each<[object, string]>([
	[ACCEPTED, 'job j-1 (queued)'],
	[{ outputJobId: `${KEY}\n`, status: 5 }, 'job [API key] (5)'],
	[{ publishId: 'p-1', outputJobId: null }, 'publish ID p-1'],
	[{ permalink: 'x' }, 'publish ID unknown'],
])('The log holds each post that was accepted: %j', async (answered, words) => {
	const loop = loopOf(() => answer(answered));
	await post(loop);
	expect(loop.log).toEqual([`info: Item 0 was accepted: ${words}`]);
});

const NOT_TAKEN: [string, Service, string][] = [
	['refused', () => refusing(400), 'Wonda does not accept a value of the request: No'],
	[
		'refused for now',
		() => refusing(429, 'Slow', { 'retry-after': '301' }),
		'Wonda receives too many requests: Slow',
	],
	['not sent', unreached, 'Wonda could not be reached'],
];

describe.each(NOT_TAKEN)('A post that was %s', (_name, service, message) => {
	test('is not live, and a later try posts again', async () => {
		const loop = loopOf((request, nth) => (nth === 0 ? service(request, nth) : answer(ACCEPTED)));
		const error = await errorOf(post(loop));
		expect(error.message).toBe(message);
		expect(error.description).toMatch(/ Nothing was posted\.$/);
		expect(error.context).not.toHaveProperty('mayBeLive');
		expect(loop.log).toEqual([]);
		if (message.includes('too many')) return;
		expect(await jsonOf(loop)).toEqual({ ...ACCEPTED, ...BODY });
		expect(loop.sent).toHaveLength(2);
	});
});

const UNKNOWN: [string, Service, string, string, string][] = [
	[
		'a reset',
		reset,
		'The connection to Wonda broke before there was an answer',
		'',
		'(ECONNRESET)',
	],
	[
		'500',
		() => refusing(500, `No ${KEY}`),
		'Wonda failed to process the request',
		': No [API key]',
		'The fault is on the side of the service. Wonda answered: “No [API key]” (HTTP 500).',
	],
];

describe.each(UNKNOWN)(
	'A post without an answer, after %s',
	(_name, service, message, words, why) => {
		const first = `${message}, so the post may be live or not${words}`;

		test('may be live, which is said once more by each later try', async () => {
			const loop = loopOf(service);
			for (let run = 0; run < 2; run++) {
				const error = await errorOf(post(loop));
				expect(error.message).toBe(first);
				expect(error.description).toBe(
					`It was not sent again, so that it cannot be posted twice. Before you run this again, look at the TikTok profile and at Scheduled Post > Get Many. ${why}`,
				);
				expect(error.context).toMatchObject({ mayBeLive: true });
			}
			expect(loop.sent).toHaveLength(1);
			expect(loop.log).toEqual([`warn: Item 0 may be live or not: ${message}${words}`]);
		});
	},
);

describe('A stop', () => {
	test('before a post is told as one that nothing was posted by', async () => {
		const loop = loopOf(() => answer(ACCEPTED));
		loop.stop.abort();
		expect(await post(loop)).toEqual([]);
		expect(loop.log).toEqual(['warn: Item 0: The execution was stopped. Nothing more was sent.']);
	});

	test('while a post waits for its turn says that nothing was posted', async () => {
		const loop = loopOf(() => refusing(429, 'Slow', { 'retry-after': '60' }));
		const work = post(loop);
		await time.passUntil(() => loop.sent.length === 1);
		loop.stop.abort();
		expect(await work).toEqual([]);
		expect(loop.log).toEqual([
			'warn: Item 0: The execution was stopped. Nothing more was sent. Nothing was posted.',
		]);
	});

	test('while a post is under way says once that it may be live', async () => {
		const loop: Loop = loopOf(() => {
			loop.stop.abort();
			return reset();
		});
		expect(await post(loop)).toEqual([]);
		expect(loop.log).toEqual([
			'warn: Item 0: The execution was stopped, so the post may be live or not. It was not sent again, so that it cannot be posted twice. Before you run this again, look at the TikTok profile and at Scheduled Post > Get Many. A request was under way.',
		]);
	});
});

test('Where n8n tells of no stop, a post without an answer may be live all the same', async () => {
	const loop = new Loop(reset, { canStop: false });
	expect((await errorOf(post(loop))).message).toMatch(/so the post may be live or not$/);
	expect(loop.log).toHaveLength(1);
});
