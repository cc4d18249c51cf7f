import { asFailure } from '../../nodes/shared/failures/connection';
import { BROKEN, kindsOf, nodeJsError, UNREACHED, wrapped } from './thrown.mts';

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

test.each<[name: string, error: Error, words: string]>([
	[
		'a socket that ended before the handshake did',
		nodeJsError('Client network socket disconnected before secure TLS connection', {}),
		'No connection was made',
	],
	[
		'plain text in place of a handshake',
		nodeJsError(`write EPROTO ${WRONG_VERSION}`, { code: 'EPROTO' }),
		'The server does not speak https at this port (EPROTO)',
	],
	[
		'another protocol',
		nodeJsError('Unsupported protocol ftp:', {}),
		'The base URL is no address that a request can be sent to',
	],
	[
		'a question to a name server',
		nodeJsError('queryAaaa ETIMEOUT wonda.sh', { code: 'ETIMEOUT' }),
		'No connection was made (ETIMEOUT)',
	],
	[
		'a look-up in words of another kind',
		nodeJsError('could not look up', { syscall: 'getaddrinfo' }),
		'No connection was made',
	],
])('%s is told as it is', (_name, error, words) => {
	expect(asFailure(error)).toMatchObject({
		kind: 'unreached',
		message: 'Wonda could not be reached',
		facts: {
			description: `${words}. Check the base URL of the Wonda API credential and the network of your n8n.`,
		},
	});
});

// Where the words come after others, it is not the error of which they are known.
test.each([
	'read ECONNRESET after connect ECONNREFUSED',
	'queryAaaa without a code',
	'connect without a code',
	'query ECONNRESET',
	'socket hang up: Client network socket disconnected before secure TLS connection',
	`read: write EPROTO ${WRONG_VERSION}`,
	`write EPROTO`,
	'Answer: Unsupported protocol ftp:',
])('%s: may be live', (message) => {
	expect(kindsOf(nodeJsError(message, { code: 'ECONNRESET' }))).toEqual(BROKEN);
});

test('Only texts say something', () => {
	const messages = [{ toString: () => 'connect ECONNREFUSED' }];
	expect(asFailure(nodeJsError('socket hang up', { messages })).kind).toBe('broken');
});
