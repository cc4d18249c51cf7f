import type { IN8nHttpFullResponse } from 'n8n-workflow';

import type { RequestKind } from '../../../nodes/shared/api/errorTexts';
import {
	kindOf,
	reportedFailure,
	responseFailure,
	unreadable,
} from '../../../nodes/shared/api/responseFailure';
import { sanitizer } from '../../../nodes/shared/api/sanitize';
import { tiktokAdvice } from '../../../nodes/shared/api/tiktokReasons';

const KEY = `sk_${'0123456789abcdef'.repeat(4)}`;
const sanitize = sanitizer(KEY);

const answer = (statusCode: number, body: unknown = '', headers: object = {}) =>
	({ statusCode, body, headers }) as unknown as IN8nHttpFullResponse;

const refused = (status: number, error: unknown, kind: RequestKind = 'read') =>
	responseFailure(answer(status, { error }), sanitize, kind);

test.each(
	Object.entries({
		refused: [301, 307, 308, 400, 401, 402, 403, 404, 405, 409, 410, 413, 418, 422, 451],
		rateLimited: [429],
		outcomeUnknown: [101, 200, 204, 300, 302, 303, 304, 399, 408, 499, 500, 502, 503, 599, 600],
	}),
)('What is known after an answer: %s', (kind, statuses) => {
	expect(statuses.map(kindOf)).toEqual(statuses.map(() => kind));
});

const SCHEDULING =
	'Scheduled publishing has to be enabled by Wonda for the account. Ask Wonda to enable it.';

/** The first line, and how the description begins. */
test.each<[status: number, code: string, kind: RequestKind, message: string, advice: string]>([
	[301, 'x', 'publish', 'The base URL redirects to another address', 'Enter that address'],
	[
		400,
		'validation_error',
		'publish',
		'Wonda does not accept one of the values',
		'Correct the field',
	],
	[401, 'unauthorized', 'read', 'Wonda does not accept the API key', 'Copy the whole API key'],
	[402, 'x', 'publish', 'Wonda requires a payment for this', 'Check the plan'],
	[
		402,
		'payment_required',
		'publish',
		'Your Wonda account needs a paid plan for this',
		'Choose a plan',
	],
	[402, 'insufficient_credits', 'publish', 'Your Wonda account has too few credits', 'Add credits'],
	[
		403,
		'paid_plan_required',
		'scheduledList',
		'Your Wonda account needs a paid plan for this',
		'Choose a plan',
	],
	[
		403,
		'forbidden',
		'read',
		'Your Wonda account is not allowed to do this',
		'Check the permissions',
	],
	[403, 'forbidden', 'publish', 'Wonda does not allow this post', 'Check that the TikTok account'],
	[
		403,
		'forbidden',
		'schedule',
		'Scheduled publishing may not be enabled for your Wonda account',
		`${SCHEDULING} Check that the TikTok account`,
	],
	[
		403,
		'forbidden',
		'scheduledList',
		'Scheduled publishing may not be enabled for your Wonda account',
		SCHEDULING,
	],
	[
		403,
		'forbidden',
		'cancel',
		'Scheduled publishing may not be enabled for your Wonda account',
		SCHEDULING,
	],
	[
		403,
		'feature_disabled',
		'read',
		'A feature that this needs is not enabled for your Wonda account',
		'Ask Wonda',
	],
	[
		403,
		'feature_disabled',
		'cancel',
		'A feature that this needs is not enabled for your Wonda account',
		SCHEDULING,
	],
	[404, 'not_found', 'read', 'Wonda could not find what you asked for', 'Check the IDs'],
	[408, 'x', 'publish', 'Wonda did not answer in time', 'The service, or a gateway'],
	[409, 'conflict', 'read', 'Wonda reported a conflict', "See Wonda's answer"],
	[
		409,
		'conflict',
		'cancel',
		'The current status of the job does not allow this',
		'A job that has started',
	],
	[410, 'gone', 'read', 'Wonda no longer offers this', 'Install a newer version'],
	[
		413,
		'x',
		'upload',
		'The request is too large for Wonda, or for a gateway in front of it',
		'Send a smaller file',
	],
	[418, 'constructor', 'read', 'Wonda refused the request', 'Wonda answered'],
	[429, 'throttled', 'publish', 'Wonda receives too many requests', 'Run again later'],
	[499, 'x', 'publish', 'Wonda did not answer in time', 'The service, or a gateway'],
	[500, 'x', 'publish', 'Wonda failed to process the request', "The fault is on Wonda's side"],
	[
		503,
		'feature_disabled',
		'schedule',
		'Wonda failed to process the request',
		"The fault is on Wonda's side",
	],
])('HTTP %i %s to a request of kind %s: %s', (status, code, kind, message, advice) => {
	const { facts, message: firstLine } = refused(status, { message: 'Their words.', code }, kind);

	expect(firstLine).toBe(`${message}: Their words`);
	expect(facts).toMatchObject({ message, httpStatus: status });
	expect(facts.description.startsWith(advice)).toBe(true);
	expect(
		facts.description.endsWith(`Wonda answered: “Their words.” (${code}, HTTP ${status}).`),
	).toBe(true);
});

test.each<[name: string, body: unknown, end: string]>([
	['a message that is an object', { error: { message: { a: 1 } } }, '“{"a":1}” (HTTP 403).'],
	[
		'a message with a toString',
		{ error: { message: { toString: 1 } } },
		'“{"toString":1}” (HTTP 403).',
	],
	['no message', { error: { code: 'forbidden' } }, 'gave no reason (forbidden, HTTP 403).'],
	[
		'a code that is an object',
		{ error: { message: 'm', code: { a: 1 } } },
		'“m” ({"a":1}, HTTP 403).',
	],
	['an error that is a text', { error: 'Forbidden' }, 'answered: “Forbidden” (HTTP 403).'],
	['a message without an error', { message: 'Forbidden' }, 'answered: “Forbidden” (HTTP 403).'],
	['two lines', { error: { message: 'one\ntwo' } }, 'answered: “one two” (HTTP 403).'],
	[
		'the key',
		{ error: { message: `No ${KEY}`, code: KEY } },
		'“No [API key]” ([API key], HTTP 403).',
	],
	['an empty object', {}, 'run again later.'],
	['a list', [1], 'run again later.'],
	['nothing', null, 'run again later.'],
])('A 403 whose body is %s', (_name, body, end) => {
	const failure = responseFailure(answer(403, body), sanitize, 'read');

	expect(failure.kind).toBe('refused');
	expect(failure.facts.description.endsWith(end)).toBe(true);
});

test('The first line ends with 120 characters of the message at most', () => {
	const { message } = refused(418, { message: `${'a'.repeat(119)}${KEY}` });
	expect(message).toBe(`Wonda refused the request: ${'a'.repeat(119)}[…`);
});

test.each([
	[302, { error: { message: 'm' } }, 'a redirect to another address', 'outcomeUnknown'],
	[304, '', 'an empty response', 'outcomeUnknown'],
	[403, '<html>', 'a web page', 'refused'],
	[413, '<html>', undefined, 'refused'],
	[429, '<html>', undefined, 'rateLimited'],
	[502, ' <html>', 'a web page', 'outcomeUnknown'],
	[502, 'Bad gateway', 'something else', 'outcomeUnknown'],
	[502, undefined, 'an empty response', 'outcomeUnknown'],
])('HTTP %i with %j is told as %s', (status, body, name, kind) => {
	const failure = responseFailure(answer(status, body, { 'retry-after': '3' }), sanitize, 'read');

	expect(failure.kind).toBe(kind);
	expect(failure.facts.retryAfterMs).toBe(3000);
	if (name)
		expect(failure.message).toBe(`Received ${name} instead of Wonda's answer (HTTP ${status})`);
	else expect(failure.message).not.toMatch(/Received/);
});

test('A success that cannot be read may have been processed', () => {
	expect(unreadable(answer(200, '<html>'))).toMatchObject({
		kind: 'outcomeUnknown',
		message: "Received a web page instead of Wonda's answer (HTTP 200)",
	});
});

test('A success that reports an error may have been processed, and is told in its words', () => {
	const reported = reportedFailure(answer(200, { error: { message: 'No.', code: 'c' } }), sanitize);

	expect(reported).toMatchObject({
		kind: 'outcomeUnknown',
		message: 'Wonda answered with an error: No',
		facts: { description: 'Wonda answered: “No.” (c, HTTP 200).' },
	});
	expect(reportedFailure(answer(200, { status: 'failed', error: 'No' }), sanitize)).toBeUndefined();
});

test.each([
	['spam_risk_too_many_posts', /daily limit/],
	['Reason: SPAM_RISK_TEXT.', /considers the caption spam/],
	['spam_risk', /considers the post risky/],
	['scope_not_authorized', /Connect the TikTok account again/],
	[' internal ', /internal error/],
	['an internal matter', undefined],
	['my_spam_risk', undefined],
	['constructor', undefined],
	['', undefined],
])('Advice for %j', (text, advice) => {
	if (advice) expect(tiktokAdvice(text)).toMatch(advice);
	else expect(tiktokAdvice(text)).toBeUndefined();
});

test('Advice of TikTok stands in place of the advice for the status, whether in the message or the code', () => {
	for (const error of [{ message: 'No: spam_risk' }, { message: 'No', code: 'spam_risk' }]) {
		expect(refused(400, error).facts.description).toMatch(/^TikTok considers the post risky/);
	}
});
