import { Failure, stopped } from './failure';

interface ErrorLike extends Error {
	code?: unknown;
	/** n8n's error for requests keeps the code here; that of n8n 1.x keeps nothing else of what it wraps. */
	httpCode?: unknown;
	/** Only n8n's own errors have one. */
	level?: unknown;
}

/** System and TLS errors that come before a request is sent: no connection, or none that may be trusted. */
const NEVER_SENT = new Set([
	'CERT_HAS_EXPIRED',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'EAI_AGAIN',
	'ECONNREFUSED',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'ENOTFOUND',
	'ERR_INVALID_URL',
	'ERR_TLS_CERT_ALTNAME_INVALID',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

const TIMED_OUT = new Set(['ECONNABORTED', 'ETIMEDOUT']);

const isCode = (value: unknown): value is string =>
	typeof value === 'string' && /^[A-Z_]+$/.test(value);

/** Follows `cause`, because n8n wraps what its HTTP library threw. */
function* chain(error: unknown): Generator<ErrorLike> {
	for (let link = error; link instanceof Error; link = link.cause) yield link as ErrorLike;
}

/**
 * What is known after n8n's request helper threw instead of answering. What is not known for sure counts as `broken`.
 *
 * @param error anything thrown on the way of a request
 * @param signal the execution's cancel signal, which also ends requests under way
 * @returns the Failure itself where one was thrown, else one of kind `unreached` or `broken`
 */
export function asFailure(error: unknown, signal?: AbortSignal): Failure {
	if (error instanceof Failure) return error;
	if (signal?.aborted) {
		return stopped().with({ description: 'A request was under way.' }, 'broken');
	}

	const links = [...chain(error)];
	const byN8n = links.slice(1).find(({ level }) => level !== undefined);
	if (byN8n) {
		return new Failure('unreached', {
			message: byN8n.message,
			description: 'n8n itself did not let the request go. Check the Wonda API credential.',
		});
	}

	const code = links.flatMap((link) => [link.code, link.httpCode]).find(isCode);
	if (code && NEVER_SENT.has(code)) {
		return new Failure('unreached', {
			message: 'Wonda could not be reached',
			description: `No connection was made (${code}). Check the base URL of the Wonda API credential and the network of your n8n.`,
		});
	}
	return new Failure('broken', {
		message:
			code && TIMED_OUT.has(code)
				? 'Wonda did not answer in time'
				: 'The connection to Wonda broke before there was an answer',
		description: `(${code ?? links.at(-1)?.message ?? String(error)})`,
	});
}
