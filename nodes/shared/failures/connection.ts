import { Failure, stopped } from './failure';
import { reasonNotSent, type SystemError } from './neverSent';
import { quoting } from './quote';

interface ErrorLike extends SystemError {
	/** Only n8n's own errors have one. */
	level?: unknown;
	/** What was tried at each address of a name. */
	errors?: unknown;
}

const TIMED_OUT = new Set(['ECONNABORTED', 'ETIMEDOUT']);

const isCode = (value: unknown): value is string =>
	typeof value === 'string' && /^[A-Z][A-Z\d_]+$/.test(value);

/** An error wraps others at most so often; one that wraps itself has no end. */
const DEEPEST = 10;

/** By its shape: what comes from another realm is no instance of this one's `Error`. */
const isError = (value: unknown): value is ErrorLike =>
	typeof value === 'object' && value !== null && 'message' in value;

/** Follows `cause`, because n8n wraps what its HTTP library threw. */
function* chain(error: unknown): Generator<ErrorLike> {
	let link = error;
	for (let depth = 0; isError(link) && depth < DEEPEST; depth++) {
		yield link;
		link = link.cause;
	}
}

/** Why nothing was sent. Where several addresses were tried, it holds only when it does for all of them. */
function whyNotSent(links: ErrorLike[]) {
	for (const link of links) {
		const tried: unknown[] = Array.isArray(link.errors) ? link.errors : [];
		const reasons = tried.filter(isError).map(reasonNotSent);
		if (reasons.length > 0) return reasons.every(Boolean) ? reasons[0] : undefined;
	}
	for (const link of links) {
		const reason = reasonNotSent(link);
		if (reason) return reason;
	}
	return undefined;
}

/** One line of what is known of an error that has no code. */
const textOf = (error: unknown) => quoting(undefined)(isError(error) ? error.message : error);

/**
 * What is known after n8n's request helper threw instead of answering. "Not reached" is said only where the system call
 * that failed is the one that connects or looks up the name, or the address could never be asked; what is not known for
 * sure counts as `broken`.
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
	const reason = whyNotSent(links);
	if (reason) {
		return new Failure('unreached', {
			message: reason.message ?? 'Wonda could not be reached',
			description: `${reason.why}${code ? ` (${code})` : ''}. Check the base URL of the Wonda API credential and the network of your n8n.`,
		});
	}
	return new Failure('broken', {
		message:
			code && TIMED_OUT.has(code)
				? 'Wonda did not answer in time'
				: 'The connection to Wonda broke before there was an answer',
		description: `(${code ?? textOf(links.at(-1) ?? error)})`,
	});
}
