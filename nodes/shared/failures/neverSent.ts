/**
 * What Node's errors say about how far a request came. n8n 2.x keeps the error that it wraps; n8n 1.x keeps only its code
 * (as `httpCode`) and its message (in `messages`), so that the name of the system call is read from there.
 */
export interface SystemError extends Error {
	code?: unknown;
	/** n8n's error for requests keeps the code here. */
	httpCode?: unknown;
	syscall?: unknown;
	/** The messages that n8n's error has put others in place of. */
	messages?: unknown;
}

/** Why nothing was sent: what a user reads in front of the code, and what to do. */
export interface Reason {
	message?: string;
	why: string;
}

const NO_CONNECTION: Reason = { why: 'No connection was made' };

const NO_ADDRESS: Reason = { why: 'The base URL is no address that a request can be sent to' };

const NOT_TRUSTED: Reason = { why: 'The certificate of the server is not one to trust' };

const NO_TLS: Reason = { why: 'The server does not speak https at this port' };

const NO_HEADER: Reason = {
	message: 'The API key holds characters that no header of a request can hold',
	why: 'Copy the key again, sk_ included',
};

/** A table with the same reason for each of its codes. */
const each = (codes: string[], reason: Reason) =>
	codes.map((code): [string, Reason] => [code, reason]);

/** Codes that can only come before a request is sent, whatever else is known of the error. */
export const NEVER_SENT: ReadonlyMap<string, Reason> = new Map([
	...each(['EAI_AGAIN', 'ECONNREFUSED', 'ENOTFOUND'], NO_CONNECTION),
	...each(
		['ERR_INVALID_PROTOCOL', 'ERR_INVALID_URL', 'ERR_SOCKET_BAD_PORT', 'ERR_UNESCAPED_CHARACTERS'],
		NO_ADDRESS,
	),
	// All codes of Node's documentation, "TLS (SSL)", "X509 certificate error codes", and those of its own checks.
	...each(
		[
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
		NOT_TRUSTED,
	),
	...each(['ERR_INVALID_CHAR', 'ERR_INVALID_HTTP_TOKEN'], NO_HEADER),
]);

/**
 * Messages that can only come before a request is sent, of errors whose code alone may mean anything. Plain text in
 * place of a handshake fails the write that waits for it (EPROTO). Plain text that comes later, when the request has gone,
 * is ERR_SSL_WRONG_VERSION_NUMBER, which stands in no table for that reason.
 */
export const SAID_BEFORE: ReadonlyArray<[message: RegExp, reason: Reason]> = [
	[/^(connect|getaddrinfo|queryA\w*) [A-Z]/, NO_CONNECTION],
	[/^Client network socket disconnected before secure TLS connection/, NO_CONNECTION],
	[/^write EPROTO .*wrong version number/, NO_TLS],
	[/^Unsupported protocol /, NO_ADDRESS],
];

const CONNECTING = new Set<unknown>(['connect', 'getaddrinfo']);

/** All that n8n and Node say in an error. */
const saidBy = ({ message, messages }: SystemError): string[] =>
	[message, messages].flat().filter((text) => typeof text === 'string');

/** Why the request of an error was never sent; undefined where it may have been. */
export function reasonNotSent(error: SystemError): Reason | undefined {
	for (const code of [error.code, error.httpCode]) {
		const reason = NEVER_SENT.get(code as string);
		if (reason) return reason;
	}
	if (CONNECTING.has(error.syscall)) return NO_CONNECTION;
	return SAID_BEFORE.find(([message]) => saidBy(error).some((text) => message.test(text)))?.[1];
}
