import { NodeApiError, UserError, type INode } from 'n8n-workflow';

import { asFailure } from '../../nodes/shared/failures/connection';
import { Failure } from '../../nodes/shared/failures/failure';

const node: INode = {
	id: '1',
	name: 'Wonda TikTok',
	type: 'n8n-nodes-wonda.wondaTikTok',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** An error as Node makes it. */
const nodeJsError = (message: string, facts: object) => Object.assign(new Error(message), facts);

/** What n8n 2.x makes of it: Axios' error around it, n8n's own around that. */
const wrapped = (error: Error & { code?: string }) =>
	new NodeApiError(
		node,
		Object.assign(new Error(error.message, { cause: error }), { code: error.code }) as never,
	);

/** What n8n 1.x keeps of it: its code and its message. */
const remains = ({ message, code }: Error & { code?: string }) =>
	Object.assign(new Error('Words of n8n'), { httpCode: code, messages: [message] });

const kindsOf = (error: Error) =>
	[error, wrapped(error), remains(error)].map((form) => asFailure(form).kind);

const UNREACHED = ['unreached', 'unreached', 'unreached'];
const BROKEN = ['broken', 'broken', 'broken'];

/** Codes that come before anything is sent, and what the description says of them. */
const CODES: Record<string, string[]> = {
	'No connection was made': ['EAI_AGAIN', 'ECONNREFUSED', 'ENOTFOUND'],
	'The base URL is no address that a request can be sent to': [
		'ERR_INVALID_PROTOCOL',
		'ERR_INVALID_URL',
		'ERR_SOCKET_BAD_PORT',
		'ERR_UNESCAPED_CHARACTERS',
	],
	'The certificate of the server is not one to trust': [
		'CERT_CHAIN_TOO_LONG',
		'CERT_HAS_EXPIRED',
		'CERT_NOT_YET_VALID',
		'CERT_REJECTED',
		'CERT_REVOKED',
		'CERT_SIGNATURE_FAILURE',
		'CERT_UNTRUSTED',
		'CRL_HAS_EXPIRED',
		'CRL_NOT_YET_VALID',
		'CRL_SIGNATURE_FAILURE',
		'DEPTH_ZERO_SELF_SIGNED_CERT',
		'ERROR_IN_CERT_NOT_AFTER_FIELD',
		'ERROR_IN_CERT_NOT_BEFORE_FIELD',
		'ERROR_IN_CRL_LAST_UPDATE_FIELD',
		'ERROR_IN_CRL_NEXT_UPDATE_FIELD',
		'ERR_TLS_CERT_ALTNAME_FORMAT',
		'ERR_TLS_CERT_ALTNAME_INVALID',
		'HOSTNAME_MISMATCH',
		'INVALID_CA',
		'INVALID_PURPOSE',
		'OUT_OF_MEM',
		'PATH_LENGTH_EXCEEDED',
		'SELF_SIGNED_CERT_IN_CHAIN',
		'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
		'UNABLE_TO_DECRYPT_CERT_SIGNATURE',
		'UNABLE_TO_DECRYPT_CRL_SIGNATURE',
		'UNABLE_TO_GET_CRL',
		'UNABLE_TO_GET_ISSUER_CERT',
		'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
		'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	],
	'Copy the key again, sk_ included': ['ERR_INVALID_CHAR', 'ERR_INVALID_HTTP_TOKEN'],
};

describe.each(Object.entries(CODES))('“%s”: nothing was sent', (why, codes) => {
	test.each(codes)('%s', (code) => {
		const error = nodeJsError('in words', { code });

		expect(kindsOf(error)).toEqual(UNREACHED);
		expect(asFailure(wrapped(error)).facts.description).toBe(
			`${why} (${code}). Check the base URL of the Wonda API credential and the network of your n8n.`,
		);
	});
});

test('A header that cannot be sent is told as one, without what it holds', () => {
	const error = nodeJsError('Invalid character in header content ["Authorization"]', {
		code: 'ERR_INVALID_CHAR',
	});
	expect(asFailure(error).message).toBe(
		'The API key holds characters that no header of a request can hold',
	);
});

describe('A code that can come at any time', () => {
	const ANY_TIME = [
		'ECONNRESET',
		'EHOSTUNREACH',
		'ENETUNREACH',
		'ENETDOWN',
		'ETIMEDOUT',
		'EADDRNOTAVAIL',
	];
	const when = (syscall: string, code: string) =>
		nodeJsError(`${syscall} ${code} 192.0.2.1:443`, { code, syscall });

	test.each(ANY_TIME)('%s is not reached when the connection failed', (code) => {
		expect(kindsOf(when('connect', code))).toEqual(UNREACHED);
	});

	test.each(ANY_TIME)('%s is not reached when the look-up of the name failed', (code) => {
		expect(kindsOf(when('getaddrinfo', code))).toEqual(UNREACHED);
	});

	test.each(ANY_TIME)('%s may be live while the answer was read', (code) => {
		expect(kindsOf(when('read', code))).toEqual(BROKEN);
	});

	test.each(ANY_TIME)('%s may be live while the request was written', (code) => {
		expect(kindsOf(when('write', code))).toEqual(BROKEN);
	});

	test.each(ANY_TIME)('%s may be live when nothing else is known', (code) => {
		expect(kindsOf(nodeJsError('', { code }))).toEqual(BROKEN);
	});
});

const WRONG_VERSION =
	'803C:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:ssl3_record.c:350:';

describe('What an error says', () => {
	test.each([
		['write EPROTO in the handshake', `write EPROTO ${WRONG_VERSION}\n`, 'EPROTO'],
		[
			'a socket that ended before the handshake did',
			'Client network socket disconnected before secure TLS connection was established',
			'ECONNRESET',
		],
		['a protocol of another kind', 'Unsupported protocol ftp:', 'ERR_BAD_REQUEST'],
	])('tells that nothing was sent: %s', (_name, message, code) => {
		expect(kindsOf(nodeJsError(message, { code }))).toEqual(UNREACHED);
	});

	test.each([
		['plain text when the request has gone', WRONG_VERSION, 'ERR_SSL_WRONG_VERSION_NUMBER'],
		['another protocol error', 'write EPROTO bad record mac', 'EPROTO'],
		['a socket that was hung up', 'socket hang up', 'ECONNRESET'],
		['a request that the client refused', 'Request failed', 'ERR_BAD_REQUEST'],
		['a code that nobody knows', 'Something', 'ECONSTRUCTOR'],
	])('leaves it open: %s', (_name, message, code) => {
		expect(kindsOf(nodeJsError(message, { code }))).toEqual(BROKEN);
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
