import { Failure } from './failure';
import { sanitizeUserText } from './sanitize';

/**
 * What Node's errors say about how far a request came. n8n 2.x keeps the error that it wraps; n8n 1.x keeps its code (as
 * `httpCode`) and its message (in `messages`) only.
 */
interface RequestError extends Error {
	code?: unknown;
	httpCode?: unknown;
	syscall?: unknown;
	messages?: unknown;
	/** What was tried at each address of a host name. */
	errors?: unknown;
}

/** Why nothing was sent: what a user reads before the code, and the first line if it has one of its own. */
interface Reason {
	why: string;
	message?: string;
}

const NO_CONNECTION: Reason = { why: 'No connection was made' };
const NO_ADDRESS: Reason = { why: 'The base URL is not a valid address' };
const NOT_TRUSTED: Reason = { why: "The server's certificate is not trusted" };
const NO_TLS: Reason = { why: 'The server does not use https on this port' };
const NO_HEADER: Reason = {
	message: 'The API key contains characters that are not allowed in a request header',
	why: 'Copy the key again, including sk_',
};

/** Codes that can only come before a request is sent. */
const CODES: ReadonlyArray<[code: RegExp, reason: Reason]> = [
	[/^(EAI_AGAIN|ECONNREFUSED|ENOTFOUND)$/, NO_CONNECTION],
	[/^ERR_(INVALID_PROTOCOL|INVALID_URL|SOCKET_BAD_PORT|UNESCAPED_CHARACTERS)$/, NO_ADDRESS],
	[/^(CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT_)/, NOT_TRUSTED],
	[/^ERR_INVALID_(CHAR|HTTP_TOKEN)$/, NO_HEADER],
];

/** Messages that can only come before a request is sent, of errors whose code alone may mean anything. */
const MESSAGES: ReadonlyArray<[message: RegExp, reason: Reason]> = [
	[/^(connect|getaddrinfo|queryA\w*) [A-Z]/, NO_CONNECTION],
	[/^Client network socket disconnected before secure TLS connection/, NO_CONNECTION],
	// The handshake itself fails with EPROTO; plain text after it would be ERR_SSL_WRONG_VERSION_NUMBER.
	[/^write EPROTO .*wrong version number/, NO_TLS],
	[/^Unsupported protocol /, NO_ADDRESS],
];

const TIMEOUT_CODES = ['ECONNABORTED', 'ETIMEDOUT'];

/** An error that wraps itself has no end. */
const MAX_CAUSES = 10;

/** By its shape: an error of another realm is not an instance of this one's `Error`. */
const isError = (value: unknown): value is RequestError =>
	typeof value === 'object' && value !== null && 'message' in value;

/** An error and its causes: n8n wraps what its HTTP library threw. */
function causesOf(error: unknown): RequestError[] {
	const causes: RequestError[] = [];
	let next = error;
	while (isError(next) && causes.length < MAX_CAUSES) {
		causes.push(next);
		next = next.cause;
	}
	return causes;
}

const isCode = (value: unknown): value is string =>
	typeof value === 'string' && /^[A-Z][A-Z\d_]+$/.test(value);

const codesOf = ({ code, httpCode }: RequestError) => [code, httpCode].filter(isCode);

/** Why the request of an error was never sent; undefined if it may have been. */
function reasonNotSent(error: RequestError): Reason | undefined {
	const texts = [error.message, error.messages].flat().filter((text) => typeof text === 'string');
	const find = (table: ReadonlyArray<[RegExp, Reason]>, values: string[]) =>
		table.find(([pattern]) => values.some((value) => pattern.test(value)))?.[1];
	const isConnecting = error.syscall === 'connect' || error.syscall === 'getaddrinfo';
	return find(CODES, codesOf(error)) ?? (isConnecting ? NO_CONNECTION : find(MESSAGES, texts));
}

/** Where several addresses of a host name were tried, nothing was sent only if that holds for each of them. */
function reasonFor(error: RequestError): Reason | undefined {
	const tried = Array.isArray(error.errors) ? error.errors.filter(isError) : [];
	if (tried.length === 0) return reasonNotSent(error);
	const reasons = tried.map(reasonNotSent);
	return reasons.every(Boolean) ? reasons[0] : undefined;
}

/** What an error says, whoever was asked. */
export interface RequestFault {
	/** The error and what it wraps, the outermost first. */
	causes: Error[];
	/** Node's code. */
	code?: string;
	/** Why nothing was sent, if that is certain. */
	reason?: Reason;
}

/** Reads what n8n's request helper threw. */
export function faultIn(error: unknown): RequestFault {
	const causes = causesOf(error);
	const code = causes.flatMap(codesOf)[0];
	const aggregate = causes.find(({ errors }) => Array.isArray(errors) && errors.length > 0);
	const reason = aggregate ? reasonFor(aggregate) : causes.map(reasonFor).find(Boolean);
	return { causes, code, reason };
}

/**
 * What is known after n8n's request helper threw instead of answering. Where it is not certain that nothing was sent, the
 * outcome is unknown.
 *
 * @returns the Failure itself if it was one, else one of kind `notSent` or `outcomeUnknown`
 */
export function asFailure(error: unknown): Failure {
	if (error instanceof Failure) return error;

	const { causes, code, reason } = faultIn(error);
	const ofN8n = causes.slice(1).find((cause) => 'level' in cause && cause.level !== undefined);
	if (ofN8n) {
		return new Failure('notSent', {
			message: ofN8n.message,
			description: 'n8n blocked the request. Check the Wonda credential.',
		});
	}

	if (reason) {
		return new Failure('notSent', {
			message: reason.message ?? 'Wonda could not be reached',
			description: `${reason.why}${code ? ` (${code})` : ''}. Check the base URL of the Wonda credential and the network of your n8n server.`,
		});
	}
	if (code && TIMEOUT_CODES.includes(code)) return timedOut(code);
	return new Failure('outcomeUnknown', {
		message: 'The connection to Wonda was lost before it answered',
		description: `(${code ?? sanitizeUserText(causes.at(-1)?.message ?? error)})`,
	});
}

/** The failure of a request that was sent and not answered in time. */
export const timedOut = (code: string) =>
	new Failure('outcomeUnknown', {
		message: 'Wonda did not answer in time',
		description: `(${code})`,
	});

/** The failure of a request that was under way when the execution was stopped. */
export const abortedUnderWay = () =>
	new Failure('outcomeUnknown', {
		message: 'The execution was stopped',
		description: 'A request was under way.',
	});
