import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { Failure } from '../../nodes/shared/failures/failure';
import { quoting } from '../../nodes/shared/failures/quote';
import {
	askForWholeList,
	askForList,
	askForObject,
	type Asking,
} from '../../nodes/shared/operations/ask';
import type { Desk } from '../../nodes/shared/run/desk';
import { answer, errorOf, KEY, refusing, reset, unreached } from './loop.mts';

const QUESTION = { path: '/media', qs: { limit: 1 }, timeout: 5 };

/** Who asks a service that answers once; `asked` holds what it was asked. */
function asking(answered: object, unusable?: Failure) {
	const asked: unknown[][] = [];
	const context = {
		helpers: {
			async httpRequestWithAuthentication(this: unknown, ...question: unknown[]) {
				asked.push([this, ...question]);
				return await (answered instanceof Error
					? Promise.reject(answered)
					: Promise.resolve(answered));
			},
		},
	} as unknown as ILoadOptionsFunctions;
	const desk = { baseUrl: 'https://example.com/api', quote: quoting(KEY), unusable } as Desk;
	return { asked, context, asking: { context, desk } as Asking };
}

test('A question goes out with the credential of the node, and follows no redirect', async () => {
	const { asked, context, asking: who } = asking(answer([1]));

	expect(await askForList(QUESTION, who)).toEqual([1]);

	expect(asked).toEqual([
		[
			context,
			'wondaApi',
			{
				baseURL: 'https://example.com/api',
				url: '/media',
				qs: { limit: 1 },
				timeout: 5,
				json: true,
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
			},
		],
	]);
});

test('With a key that cannot be sent nothing is asked', async () => {
	const unusable = new Failure('invalid', { message: 'm', description: 'd' });
	const { asked, asking: who } = asking(answer([]), unusable);

	expect(await errorOf(askForList(QUESTION, who))).toBe(unusable);
	expect(asked).toEqual([]);
});

test.each<[unknown, unknown[]]>([
	[[], []],
	[
		['text', null],
		['text', null],
	],
	[{ media: [{ a: 1 }] }, [{ a: 1 }]],
])('A list is found in %j', async (body, list) => {
	expect(await askForList(QUESTION, asking(answer(body)).asking)).toEqual(list);
});

test.each<unknown>([{}, { media: null }, null, '', 'text', 5])('%j holds no list', async (body) => {
	const error = await errorOf<Failure>(askForList(QUESTION, asking(answer(body)).asking));
	expect(error.kind).toBe('broken');
	expect(error.message).toMatch(/^Instead of Wonda's answer came \w+( \w+)? \(HTTP 200\)$/);
});

test.each([{}, { a: 1 }])('%j is an object', async (body) => {
	expect(await askForObject(QUESTION, asking(answer(body)).asking)).toBe(body);
});

test.each<unknown>([[], [{}], null, '', 'text', 5])('%j is no object', async (body) => {
	const error = await errorOf<Failure>(askForObject(QUESTION, asking(answer(body)).asking));
	expect(error.kind).toBe('broken');
	expect(error.message).toMatch(/^Instead of Wonda's answer came \w+( \w+)? \(HTTP 200\)$/);
});

test.each([200, 204, 299])('HTTP %i is a success', async (status) => {
	expect(await askForObject(QUESTION, asking(answer({}, status)).asking)).toEqual({});
});

test.each<[number, string]>([
	[100, 'broken'],
	[199, 'broken'],
	[300, 'broken'],
	[301, 'refused'],
	[404, 'refused'],
	[429, 'limited'],
	[500, 'broken'],
])('HTTP %i is none: %s', async (status, kind) => {
	for (const ask of [askForList, askForObject]) {
		const error = await errorOf<Failure>(
			ask(QUESTION, asking(answer({ list: [] }, status)).asking),
		);
		expect([error.kind, error.facts.httpStatus]).toEqual([kind, status]);
	}
});

test('A refusal is told in the words of the service, without the key', async () => {
	const { asking: who } = asking(refusing(404, `No ${KEY}`));
	const error = await errorOf<Failure>(askForList(QUESTION, who));
	expect(error.message).toBe('Wonda does not know what the request names: No [API key]');
});

test.each([
	['/media', 'Your Wonda account may not do this: No'],
	['/publish/scheduled', 'Scheduled publishing may not be enabled for your Wonda account: No'],
])('What a refusal means depends on what was asked: %s', async (path, message) => {
	const error = await errorOf<Failure>(askForList({ path }, asking(refusing(403)).asking));
	expect(error.message).toBe(message);
});

test.each([
	['unreached', unreached()],
	['broken', reset()],
])('A request without an answer is %s', async (kind, error) => {
	expect(await errorOf(askForList(QUESTION, asking(error).asking))).toMatchObject({ kind });
});

test('A list says when the service answered', async () => {
	const date = 'Fri, 02 Jan 2026 00:00:01 GMT';
	const { asking: who } = asking(answer({ media: [1] }, 200, { date }));
	expect(await askForWholeList(QUESTION, who)).toEqual({ list: [1], answeredAt: Date.parse(date) });
});

test('A list from which is concluded what is there is none beside a failure, which is told in its own words', async () => {
	const body = { error: { message: `No database for ${KEY}.`, code: 'db' }, media: [] };
	const { asking: who } = asking(answer(body, 200, { 'retry-after': '7' }));
	expect(await askForList(QUESTION, who)).toEqual([]);
	expect(await errorOf(askForWholeList(QUESTION, who))).toMatchObject({
		kind: 'broken',
		message: 'Wonda answered with an error: No database for [API key]',
		facts: {
			description: 'Wonda answered: “No database for [API key].” (db, HTTP 200).',
			httpStatus: 200,
			retryAfterMs: 7000,
		},
	});
});

test.each([
	{ errors: [{ message: 'm' }], media: [] },
	{ media: [], meta: { error: 'm' } },
])('A failure that has no words at the top is told without any: %j', async (body) => {
	expect(await errorOf(askForWholeList(QUESTION, asking(answer(body)).asking))).toMatchObject({
		kind: 'broken',
		message: 'Wonda answered with an error',
		facts: { description: 'Wonda gave no reason (HTTP 200).' },
	});
});

test.each([{ a: 1 }, 'text', null])(
	'A whole list is none where there is none: %j',
	async (body) => {
		const error = await errorOf<Failure>(askForWholeList(QUESTION, asking(answer(body)).asking));
		expect(error.message).toMatch(/^Instead of Wonda's answer came/);
	},
);
