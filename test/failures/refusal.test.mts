import fc from 'fast-check';
import type { IN8nHttpFullResponse } from 'n8n-workflow';

import { askedBy, type Asked } from '../../nodes/shared/failures/asked';
import { quoting } from '../../nodes/shared/failures/quote';
import { Refused, refusal, toldFailure, unreadable } from '../../nodes/shared/failures/refusal';

const KEY = `sk_${'0123456789abcdef'.repeat(4)}`;
const quote = quoting(KEY);

const answer = (statusCode: number, body: unknown = '', headers: object = {}) =>
	({ statusCode, body, headers }) as unknown as IN8nHttpFullResponse;

const refused = (statusCode: number, error: unknown, asked: Asked = 'other') =>
	refusal(answer(statusCode, { error }), quote, asked);

/** What is known after an answer with each status that is no success. */
const KINDS: Record<string, number[]> = {
	refused: [301, 307, 308, 400, 401, 402, 403, 404, 405, 407, 409, 410, 413, 418, 422, 425, 451],
	limited: [429],
	broken: [300, 302, 303, 304, 305, 306, 399, 408, 499, 500, 501, 502, 503, 504, 520, 599, 600],
};

describe.each(Object.entries(KINDS))('An answer leaves a request %s', (kind, statuses) => {
	test.each(statuses)('HTTP %i', (status) => {
		expect(refused(status, { message: 'm', code: 'c' }).kind).toBe(kind);
		expect(refusal(answer(status), quote, 'other').kind).toBe(kind);
		expect(unreadable(answer(status)).kind).toBe(kind);
	});
});

test.each([101, 200, 201, 202, 204, 205, 206])(
	'A success that cannot be read may have been taken: HTTP %i',
	(status) => {
		expect(unreadable(answer(status)).kind).toBe('broken');
	},
);

test.each([
	[
		{ error: { message: `No key ${KEY}.`, code: 'c' } },
		'Wonda answered: “No key [API key].” (c, HTTP 200).',
	],
	[{ errors: ['No.'] }, 'Wonda gave no reason (HTTP 200).'],
	[[], 'Wonda gave no reason (HTTP 200).'],
])(
	'A success that tells of a failure may pass, and says what it tells: %j',
	(body, description) => {
		const failure = toldFailure(answer(200, body, { 'retry-after': '3' }), quote);
		expect(failure.kind).toBe('broken');
		expect(failure.facts).toMatchObject({
			message: 'Wonda answered with an error',
			description,
			httpStatus: 200,
			retryAfterMs: 3000,
		});
	},
);

/** First line and description, before what the service says. */
const WORDS: [status: number, code: string, asked: Asked, message: string, advice: string][] = [
	[
		301,
		'x',
		'post',
		'The base URL leads to another address',
		'Enter the final address of the API as the base URL of the Wonda API credential.',
	],
	[
		400,
		'validation_error',
		'post',
		'Wonda does not accept a value of the request',
		'Correct the field that the answer names.',
	],
	[
		401,
		'unauthorized',
		'other',
		'Wonda does not accept the API key',
		'Check the API key of the Wonda API credential: copy it whole, sk_ included.',
	],
	[
		402,
		'x',
		'post',
		'Wonda asks for a payment before it does this',
		'Check plan and credits of your Wonda account.',
	],
	[
		402,
		'payment_required',
		'post',
		'Your Wonda account needs a paid plan for this',
		'Choose a plan in your Wonda account, then run again.',
	],
	[
		402,
		'insufficient_credits',
		'post',
		'Your Wonda account has too few credits',
		'Add credits to your Wonda account, then run again.',
	],
	[
		403,
		'forbidden',
		'other',
		'Your Wonda account may not do this',
		'Check what the API key may do in your Wonda account.',
	],
	[
		403,
		'forbidden',
		'post',
		'Your Wonda account may not do this',
		'Check that the TikTok account is connected and that publishing was granted when it was.',
	],
	[
		403,
		'forbidden',
		'postLater',
		'Scheduled publishing may not be enabled for your Wonda account',
		'Scheduled publishing has to be enabled by Wonda for the account. Ask Wonda to enable it. Check that the TikTok account is connected and that publishing was granted when it was.',
	],
	...(['scheduledList', 'cancellation'] as const).map(
		(asked): [number, string, Asked, string, string] => [
			403,
			'forbidden',
			asked,
			'Scheduled publishing may not be enabled for your Wonda account',
			'Scheduled publishing has to be enabled by Wonda for the account. Ask Wonda to enable it.',
		],
	),
	...(['other', 'post'] as const).map((asked): [number, string, Asked, string, string] => [
		403,
		'feature_disabled',
		asked,
		'A feature that this needs is not enabled for your Wonda account',
		'Ask Wonda to enable it.',
	]),
	...(['postLater', 'scheduledList', 'cancellation'] as const).map(
		(asked): [number, string, Asked, string, string] => [
			403,
			'feature_disabled',
			asked,
			'A feature that this needs is not enabled for your Wonda account',
			'Scheduled publishing has to be enabled by Wonda for the account. Ask Wonda to enable it.',
		],
	),
	[
		404,
		'not_found',
		'other',
		'Wonda does not know what the request names',
		'Check the IDs, the base URL of the credential, and that the API is enabled for your account.',
	],
	[
		408,
		'x',
		'post',
		'Wonda did not answer in time',
		'The service, or a gateway before it, gave the request up.',
	],
	[
		499,
		'x',
		'post',
		'Wonda did not answer in time',
		'The service, or a gateway before it, gave the request up.',
	],
	[
		409,
		'conflict',
		'post',
		'This is not possible in the present state of what the request names',
		'Check what the answer names.',
	],
	[
		409,
		'conflict',
		'cancellation',
		'This is not possible in the present state of the job',
		'A job that has started or ended cannot be canceled. Look at it with Job > Get.',
	],
	[
		410,
		'gone',
		'other',
		'Wonda no longer offers this',
		'Look for a newer version of this node. The answer may hold a hint.',
	],
	[
		429,
		'throttled',
		'post',
		'Wonda receives too many requests',
		'Run again later, or send fewer items at a time.',
	],
	[
		500,
		'internal_server_error',
		'post',
		'Wonda failed to process the request',
		'The fault is on the side of the service.',
	],
	[
		503,
		'feature_disabled',
		'post',
		'Wonda failed to process the request',
		'The fault is on the side of the service.',
	],
];

test.each(WORDS)('HTTP %i %s, asked for: %s', (status, code, asked, message, advice) => {
	const failure = refused(status, { message: 'Their words.', code }, asked);

	expect(failure.message).toBe(`${message}: Their words`);
	expect(failure.facts).toMatchObject({
		message,
		description: `${advice} Wonda answered: “Their words.” (${code}, HTTP ${status}).`,
		httpStatus: status,
	});
});

test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', 'message'])(
	'A code that is a name of JavaScript is only a code: %s',
	(code) => {
		const failure = refused(403, { message: 'No.', code });
		expect(failure.kind).toBe('refused');
		expect(failure.message).toBe('Your Wonda account may not do this: No');
		expect(failure.facts.description).toMatch(new RegExp(`\\(${code}, HTTP 403\\)\\.$`));
	},
);

/** Bodies that are not as documented, and what the description of a 403 ends with. */
const ODD: [name: string, body: unknown, end: string][] = [
	['message an object', { error: { message: { a: 1 } } }, 'answered: “{"a":1}” (HTTP 403).'],
	['message a list', { error: { message: ['a', 'b'] } }, 'answered: “["a","b"]” (HTTP 403).'],
	['message a number', { error: { message: 0 } }, 'answered: “0” (HTTP 403).'],
	['message null', { error: { message: null } }, 'gave no reason (HTTP 403).'],
	[
		'message with a toString',
		{ error: { message: { toString: 1 } } },
		'“{"toString":1}” (HTTP 403).',
	],
	['no message', { error: { code: 'forbidden' } }, 'gave no reason (forbidden, HTTP 403).'],
	['code an object', { error: { message: 'm', code: { a: 1 } } }, '“m” ({"a":1}, HTTP 403).'],
	['code null', { error: { message: 'm', code: null } }, '“m” (HTTP 403).'],
	['error a text', { error: 'Forbidden' }, 'answered: “Forbidden” (HTTP 403).'],
	['error a list', { error: ['x'] }, 'answered: “["x"]” (HTTP 403).'],
	['an empty object', {}, 'run again later.'],
	['a list', [1], 'run again later.'],
	['a number', 5, 'run again later.'],
	['null', null, 'run again later.'],
	['two lines', { error: { message: 'one\ntwo' } }, 'answered: “one two” (HTTP 403).'],
];

test.each(ODD)('An odd body stays what its status says: %s', (_name, body, end) => {
	const failure = refusal(answer(403, body), quote, 'other');
	expect(failure.kind).toBe('refused');
	expect(failure.facts.description.endsWith(end)).toBe(true);
});

test.each([
	[120, 'a'.repeat(120)],
	[121, undefined],
])(
	'The first line ends with words of the service of at most 120 characters: %i',
	(length, words) => {
		expect(refused(403, { message: 'a'.repeat(length) }).facts.words).toBe(words);
	},
);

test('A 429 says the same whatever its body is', () => {
	const limited = refusal(answer(429, '<html>'), quote, 'other');
	expect(limited.facts.message).toBe(refused(429, { message: 'm' }).facts.message);
	expect(limited.facts.description).toMatch(/\(HTTP 429\)$/);
});

test('A refusal that nothing is known of begins with what the service says', () => {
	const { message, facts } = refused(418, { message: 'Teapot.' });
	expect(message).toBe('Wonda refused the request: Teapot');
	expect(facts.description).toBe('Wonda answered: “Teapot.” (HTTP 418).');
});

test('A refusal without words has a first line without an end', () => {
	expect(refused(418, { message: '' }).message).toBe('Wonda refused the request');
});

test('A list of one code is not that code', () => {
	const { message } = refused(400, { message: 'm', code: ['insufficient_credits'] });
	expect(message).toBe('Wonda does not accept a value of the request: m');
});

test('An answer without a body is nothing', () => {
	const response = { statusCode: 502, headers: {} } as IN8nHttpFullResponse;
	expect(unreadable(response).message).toBe("Instead of Wonda's answer came nothing (HTTP 502)");
});

test('What a hook throws says the status, until words are found for it', () => {
	expect(new Refused(answer(503)).message).toBe('HTTP 503');
});

test.each([
	[302, '', 'another address'],
	[303, { error: { message: 'm' } }, 'another address'],
	[304, '', 'nothing'],
	[502, ' <html>', 'a web page'],
	[502, 'Bad gateway', 'something else'],
	[502, null, 'nothing'],
	[300, '<html>', 'another address'],
	[400, '<html>', 'a web page'],
	[400, '', 'nothing'],
	[502, 'a < b', 'something else'],
	[502, { error: null }, 'something else'],
])('What came in place of an answer is named: HTTP %i with %j', (status, body, what) => {
	expect(refusal(answer(status, body), quote, 'other').message).toBe(
		`Instead of Wonda's answer came ${what} (HTTP ${status})`,
	);
});

test.each([
	['the API', { error: { message: 'm' } }],
	['a gateway', '<html>'],
])('The time that %s asks to wait is kept', (_name, body) => {
	for (const status of [429, 503]) {
		const { retryAfterMs } = refusal(
			answer(status, body, { 'retry-after': '7' }),
			quote,
			'other',
		).facts;
		expect(retryAfterMs).toBe(7000);
	}
});

test.each<[Asked, string | undefined, string, unknown]>([
	['post', 'POST', '/publish/tiktok', { mediaId: 'm' }],
	['post', 'POST', '/publish/tiktok/carousel', { mediaIds: [] }],
	['postLater', 'POST', '/publish/tiktok', { scheduledAt: '2026' }],
	['scheduledList', 'GET', '/publish/scheduled', undefined],
	['scheduledList', undefined, '/publish/scheduled?limit=1', undefined],
	['cancellation', 'DELETE', '/publish/scheduled/1', undefined],
	['other', 'GET', '/jobs/publish/1', undefined],
	['other', 'POST', '/media/upload', { scheduledAt: '2026' }],
	['other', 'GET', '/tiktok/accounts', 'text'],
	['other', undefined, '/media', undefined],
])('%s is what is asked by %s %s', (asked, method, url, body) => {
	expect(askedBy({ method, url, body })).toBe(asked);
});

/** Any JSON that holds the key somewhere, as it is or in other forms. */
const repeating = fc
	.tuple(
		fc.constantFrom(KEY, KEY.slice(3), KEY.toUpperCase(), `Bearer ${KEY}`),
		fc.integer({ min: 0, max: 1100 }),
		fc.string(),
	)
	.map(([key, before, after]) => `${'x'.repeat(before)}${key}${after}`);

const anyBody = fc.oneof(
	fc.jsonValue(),
	fc.record({ error: fc.jsonValue() }),
	fc.record({ error: fc.record({ message: fc.jsonValue(), code: fc.jsonValue() }) }),
	fc.record({ error: repeating }),
	fc.record({ error: fc.record({ message: repeating, code: repeating }) }),
	fc.record({ error: fc.record({ message: fc.dictionary(repeating, repeating) }) }),
	fc.record({ error: fc.array(repeating) }),
);

test('Whatever an answer holds, its kind is what the status says, and the key is nowhere', () => {
	const asked = fc.constantFrom<Asked>(
		'post',
		'postLater',
		'scheduledList',
		'cancellation',
		'other',
	);
	fc.assert(
		fc.property(fc.integer({ min: 300, max: 599 }), anyBody, asked, (status, body, what) => {
			const failure = refusal(answer(status, body), quote, what);
			expect(failure.kind).toBe(refusal(answer(status), quote, 'other').kind);

			const told = `${failure.message} ${JSON.stringify(failure.facts)}`.toLowerCase();
			for (let from = 3; from + 12 <= KEY.length; from += 16) {
				expect(told).not.toContain(KEY.slice(from, from + 12));
			}
			expect(failure.message).not.toMatch(/[\n\r]/);
			expect(failure.facts.description.length).toBeLessThan(1400);
		}),
		{ numRuns: 500 },
	);
});
