import { NodeApiError, UserError, type INode } from 'n8n-workflow';

import { asFailure } from '../../../nodes/shared/api/requestFailure';
import { failure } from './service.mts';

const node = { name: 'Wonda TikTok', type: 'wonda', typeVersion: 1, parameters: {} } as INode;

const nodeJsError = (message: string, facts: object) => Object.assign(new Error(message), facts);

/** An error as it comes out of n8n's request helper: n8n 2.x keeps the cause, n8n 1.x its code and message only. */
const SHAPES: Record<string, (error: Error & { code?: string }) => unknown> = {
	'Node.js': (error) => error,
	'n8n 2.x': (error) => new NodeApiError(node, error as never),
	'n8n 1.x': ({ code, message }) => ({
		message: 'Other words',
		httpCode: code,
		messages: [message],
	}),
};

const everyKind = (error: Error) =>
	Object.values(SHAPES).map((shape) => asFailure(shape(error)).kind);

const WRONG_VERSION = '803C:error:0A00010B:SSL routines:ssl3_get_record:wrong version number';
const NO_CONNECTION = 'No connection was made';
const NO_ADDRESS = 'The base URL is not a valid address';
const NOT_TRUSTED = "The server's certificate is not trusted";

test.each<[why: string, code: string, message?: string]>([
	...['EAI_AGAIN', 'ECONNREFUSED', 'ENOTFOUND'].map((code): [string, string] => [
		NO_CONNECTION,
		code,
	]),
	[NO_CONNECTION, 'ETIMEDOUT', 'connect ETIMEDOUT 192.0.2.1:443'],
	[NO_CONNECTION, 'ENETUNREACH', 'connect ENETUNREACH 192.0.2.1:443'],
	[NO_CONNECTION, 'ETIMEOUT', 'queryAaaa ETIMEOUT wonda.sh'],
	[
		NO_CONNECTION,
		'ECONNRESET',
		'Client network socket disconnected before secure TLS connection was established',
	],
	[NO_ADDRESS, 'ERR_INVALID_URL'],
	[NO_ADDRESS, 'ERR_SOCKET_BAD_PORT'],
	[NO_ADDRESS, 'ERR_BAD_REQUEST', 'Unsupported protocol ftp:'],
	[NOT_TRUSTED, 'CERT_HAS_EXPIRED'],
	[NOT_TRUSTED, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
	[NOT_TRUSTED, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
	[NOT_TRUSTED, 'ERR_TLS_CERT_ALTNAME_INVALID'],
	['The server does not use https on this port', 'EPROTO', `write EPROTO ${WRONG_VERSION}`],
	['Copy the key again, including sk_', 'ERR_INVALID_CHAR'],
])('Nothing was sent: %s (%s)', (why, code, message = 'in words') => {
	const error = nodeJsError(message, { code });

	expect(everyKind(error)).toEqual(['notSent', 'notSent', 'notSent']);
	expect(asFailure(error).facts.description).toMatch(`${why} (${code}). `);
});

test.each([
	['a socket that was hung up', 'ECONNRESET', 'socket hang up'],
	['a read that failed', 'ETIMEDOUT', 'read ETIMEDOUT'],
	['a write that failed', 'ENETUNREACH', 'write ENETUNREACH'],
	['plain text after the handshake', 'ERR_SSL_WRONG_VERSION_NUMBER', WRONG_VERSION],
	['another protocol error', 'EPROTO', 'write EPROTO bad record mac'],
	['words that mention a connection', 'ECONNRESET', 'read ECONNRESET after connect ECONNREFUSED'],
	['a code that nobody knows', 'ECONSTRUCTOR', 'Something'],
])('It may have been sent: %s', (_name, code, message) => {
	expect(everyKind(nodeJsError(message, { code }))).toEqual([
		...['outcomeUnknown', 'outcomeUnknown', 'outcomeUnknown'],
	]);
});

test.each([
	['connect', 'notSent'],
	['getaddrinfo', 'notSent'],
	['read', 'outcomeUnknown'],
	['write', 'outcomeUnknown'],
])('An error of the system call %s: %s', (syscall, kind) => {
	expect(asFailure(nodeJsError('', { code: 'EHOSTUNREACH', syscall })).kind).toBe(kind);
});

describe('Of several addresses of one name', () => {
	const tried = (...calls: string[]) =>
		Object.assign(
			new AggregateError(calls.map((syscall) => nodeJsError('', { code: 'ETIMEDOUT', syscall }))),
			{ code: 'ECONNREFUSED' },
		);

	test.each([
		['none', tried('connect', 'connect'), 'notSent'],
		['one', tried('connect', 'read'), 'outcomeUnknown'],
		[
			'one, in a wrapped error',
			nodeJsError('connect ETIMEDOUT', { cause: tried('read') }),
			'outcomeUnknown',
		],
	])('%s may have been reached', (_name, error, kind) => {
		expect(asFailure(error).kind).toBe(kind);
	});
});

const endless = new Error('endless');
endless.cause = endless;

test.each<[name: string, error: unknown, description: string]>([
	['an error without a code', new Error('one\ntwo'), '(one two)'],
	['a code that is a number', nodeJsError('in words', { code: 404 }), '(in words)'],
	['a text', 'not even an error', '(not even an error)'],
	['nothing', undefined, '()'],
	['an object', { toString: 1 }, '({"toString":1})'],
	['an error that wraps itself', endless, '(endless)'],
])('Of what nobody knows the outcome is unknown: %s', (_name, error, description) => {
	expect(asFailure(error)).toMatchObject({ kind: 'outcomeUnknown', facts: { description } });
});

test.each(['ECONNABORTED', 'ETIMEDOUT'])('%s is told as a timeout', (code) => {
	expect(asFailure(nodeJsError('timeout of 100ms exceeded', { code }))).toMatchObject({
		kind: 'outcomeUnknown',
		message: 'Wonda did not answer in time',
	});
});

test('What n8n blocks was not sent, in its words', () => {
	const blocked = new UserError('The host is not on the list of allowed hosts');

	expect(asFailure(new NodeApiError(node, blocked as never))).toMatchObject({
		kind: 'notSent',
		message: blocked.message,
	});
});

test('A Failure is passed on as it is', () => {
	const known = failure('rateLimited');
	expect(asFailure(known)).toBe(known);
});
