import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';

import type { Asked } from './asked';
import { askedPauseMs } from './askedPause';
import { Failure } from './failure';
import type { Quote } from './quote';
import { kindOf } from './status';
import { wordsFor } from './words';

const GATEWAY =
	'A gateway or proxy between n8n and Wonda may have answered. Check the base URL of the Wonda API credential';

/** The service's own words end the first line where they are not longer than this, in characters. */
const SHORT = 120;

/** Codes are a word or two; longer ones are cut. */
const CODE = 100;

/** Thrown by the hooks that read answers, which do not see what was asked: `refusal` makes a Failure of it. */
export class Refused extends Error {
	/** @param response an answer with any status but 2xx */
	constructor(readonly response: IN8nHttpFullResponse) {
		super(`HTTP ${response.statusCode}`);
	}
}

/** Whether an answer has no body. */
export const isEmpty = (body: unknown) => body === undefined || body === null || body === '';

/** What came in place of the API's answer. */
function nameOf({ body, statusCode }: IN8nHttpFullResponse): string {
	if (statusCode >= 300 && statusCode < 400 && statusCode !== 304) return 'another address';
	if (isEmpty(body)) return 'nothing';
	return typeof body === 'string' && /^\s*</.test(body) ? 'a web page' : 'something else';
}

/**
 * The failure behind an answer that is not the API's.
 *
 * @param response answer of a gateway: a web page, plain text, nothing, or a redirect that says nothing of what was done;
 * with any status
 */
export function unreadable(response: IN8nHttpFullResponse): Failure {
	const { statusCode } = response;
	const kind = kindOf(statusCode);

	return new Failure(kind, {
		message: `Instead of Wonda's answer came ${nameOf(response)} (HTTP ${statusCode})`,
		// Whether to run again after a fault is for those to say who know whether something was posted.
		description: kind === 'broken' ? `${GATEWAY}.` : `${GATEWAY}; if it is right, run again later.`,
		httpStatus: statusCode,
		retryAfterMs: askedPauseMs(response),
	});
}

/**
 * The body that the API documents for errors: `{ "error": { "message": "…", "code": "…" } }`, its parts of whatever type.
 * What stands in place of the object is taken as the message.
 */
function apiError(body: unknown): IDataObject | undefined {
	const error = (body as IDataObject | null | undefined)?.error;
	if (typeof error === 'object' && error !== null && !Array.isArray(error)) {
		return error as IDataObject;
	}
	return error ? { message: error } : undefined;
}

/** What the service answered, in a sentence, with its message and code. */
function sentence({ message, code }: IDataObject, status: number, quote: Quote): string {
	const text = quote(message);
	const name = quote(code, CODE);
	const where = `(${name && `${name}, `}HTTP ${status})`;
	return text ? `Wonda answered: “${text}” ${where}.` : `Wonda gave no reason ${where}.`;
}

/** The service's message where it is short enough for a first line, without a full stop at its end; else undefined. */
function shortWords({ message }: IDataObject, quote: Quote): string | undefined {
	const text = quote(message);
	return text.length <= SHORT ? text.replace(/\.$/, '') : undefined;
}

/**
 * The failure that an answer tells of though its status is that of a success. It may pass, and what was asked for is not known.
 *
 * @param quote masks, joins and cuts what the service says
 */
export function toldFailure(response: IN8nHttpFullResponse, quote: Quote): Failure {
	const { statusCode, body } = response;
	const error = apiError(body) ?? {};
	return new Failure('broken', {
		message: 'Wonda answered with an error',
		words: shortWords(error, quote),
		description: sentence(error, statusCode, quote),
		httpStatus: statusCode,
		retryAfterMs: askedPauseMs(response),
	});
}

/**
 * The failure behind an answer that is no success. Words come from the tables in `words`, with the API's message and code.
 * Whatever the body holds, its kind is what the status says.
 *
 * @param response an answer with any status but 2xx
 * @param quote masks, joins and cuts what the service says
 * @param asked what the request asked for (`askedBy`)
 */
export function refusal(response: IN8nHttpFullResponse, quote: Quote, asked: Asked): Failure {
	const { statusCode, body } = response;
	const kind = kindOf(statusCode);
	const error = apiError(body);
	const redirected = statusCode < 400;
	// A 429 says the same whatever its body is; a page with another status may be anybody's.
	const says = redirected ? kind !== 'broken' : error !== undefined || kind === 'limited';
	if (!says) return unreadable(response);

	const { message, description } = wordsFor(statusCode, error?.code, asked);
	return new Failure(kind, {
		message,
		words: error && shortWords(error, quote),
		description: [description, error ? sentence(error, statusCode, quote) : `(HTTP ${statusCode})`]
			.filter(Boolean)
			.join(' '),
		httpStatus: statusCode,
		retryAfterMs: askedPauseMs(response),
	});
}
