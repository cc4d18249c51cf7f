import { NodeApiError, UserError } from 'n8n-workflow';

import { asFailure } from '../../nodes/shared/failures/connection';
import { Failure } from '../../nodes/shared/failures/failure';
import { node, nodeJsError, wrapped } from './thrown.mts';

test('The innermost error is told where none has a code', () => {
	const middle = new Error('middle', { cause: new Error('inner') });
	const failure = asFailure(new Error('outer', { cause: middle }));
	expect(failure).toMatchObject({
		kind: 'broken',
		message: 'The connection to Wonda broke before there was an answer',
		facts: { description: '(inner)' },
	});
});

describe('Several addresses of one name', () => {
	const tried = (...errors: [syscall: string, code: string][]) =>
		new AggregateError(
			errors.map(([syscall, code]) => nodeJsError(`${syscall} ${code}`, { code, syscall })),
			'',
		);

	test('are not reached when none was', () => {
		const error = Object.assign(tried(['connect', 'ETIMEDOUT'], ['connect', 'ENETUNREACH']), {
			code: 'ETIMEDOUT',
		});
		expect(asFailure(error).kind).toBe('unreached');
		expect(asFailure(wrapped(error)).kind).toBe('unreached');
	});

	test('are told with the reason and the code of the first', () => {
		const error = Object.assign(tried(['connect', 'ENETUNREACH'], ['connect', 'ETIMEDOUT']), {
			code: undefined,
		});
		expect(asFailure(error).facts.description).toMatch(/^No connection was made\. /);
	});

	test('are those of an error that it wraps', () => {
		const error = tried(['connect', 'ETIMEDOUT'], ['read', 'ECONNRESET']);
		const outer = nodeJsError('connect ETIMEDOUT', { code: 'ETIMEDOUT', cause: error });
		expect(asFailure(outer).kind).toBe('broken');
	});

	test('are none where the list holds no errors', () => {
		const error = nodeJsError('connect', { syscall: 'connect', errors: ['no error', null] });
		expect(asFailure(error).kind).toBe('unreached');
	});

	test('may have been reached when one of them was', () => {
		const error = Object.assign(tried(['connect', 'ECONNREFUSED'], ['read', 'ECONNRESET']), {
			code: 'ECONNREFUSED',
		});
		expect(asFailure(wrapped(error)).kind).toBe('broken');
	});
});

test.each(['ECONNABORTED', 'ETIMEDOUT'])('%s is told as a time that is over', (code) => {
	expect(asFailure(nodeJsError('timeout of 100ms exceeded', { code })).message).toBe(
		'Wonda did not answer in time',
	);
});

test('A request that n8n itself does not let go was not sent, in the words of n8n', () => {
	const refusedByN8n = new UserError('The host is not on the list of allowed hosts');

	const failure = asFailure(new NodeApiError(node, refusedByN8n as never));

	expect(failure.kind).toBe('unreached');
	expect(failure.facts.message).toBe('The host is not on the list of allowed hosts');
	expect(failure.facts.description).toBe(
		'n8n itself did not let the request go. Check the Wonda API credential.',
	);
});

const endless = new Error('endless');
endless.cause = endless;

/** An error that is wrapped so many times. */
const wrappedTimes = (times: number, innermost: Error) =>
	Array.from({ length: times }).reduce<Error>(
		(cause, _, index) => new Error(`around ${String(index + 1)}`, { cause }),
		innermost,
	);

test('An error is unwrapped nine times', () => {
	const refused = nodeJsError('connect ECONNREFUSED', { code: 'ECONNREFUSED' });
	expect(asFailure(wrappedTimes(9, refused)).kind).toBe('unreached');
	expect(asFailure(wrappedTimes(10, refused)).kind).toBe('broken');
});

/** Values in the place of a code that are none. */
const NO_CODES = [
	404,
	['ECONNRESET'],
	'econnreset',
	'E',
	'a ECONNRESET',
	'ECONNRESET, then',
	'E.CODE',
	'E-CODE',
];

test.each(NO_CODES)('%j is no code, and is not told as one', (code) => {
	const failure = asFailure(nodeJsError('in words', { code }));
	expect(failure.facts.description).toBe('(in words)');
});

test('A code with a number and an underscore is one', () => {
	const failure = asFailure(nodeJsError('in words', { code: 'E2_BIG' }));
	expect(failure.facts.description).toBe('(E2_BIG)');
});

test.each([
	['an error without a code', new Error('Something else'), '(Something else)'],
	['a text', 'not even an error', '(not even an error)'],
	['nothing', undefined, '()'],
	['null', null, '()'],
	['an object that is no text', { toString: 1 }, '({"toString":1})'],
	['an error that wraps itself', endless, '(endless)'],
	['an error of two lines', new Error('one\ntwo'), '(one two)'],
])('What nobody knows counts as a request that may have been sent: %s', (_name, error, words) => {
	expect(asFailure(error)).toMatchObject({ kind: 'broken', facts: { description: words } });
});

test('A Failure is passed on as it is', () => {
	const failure = new Failure('limited', { message: 'm', description: 'd' });
	expect(asFailure(failure)).toBe(failure);
});

test('What ends because of a stop may have been sent', () => {
	expect(asFailure(new Error('aborted'), AbortSignal.abort())).toMatchObject({
		kind: 'broken',
		message: 'The execution was stopped',
		facts: { description: 'A request was under way.' },
	});
});
