import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';

import { errorIn, isEmpty, isObject } from './answers';
import { errorTextFor, type RequestKind } from './errorTexts';
import { Failure, type FailureKind } from './failure';
import { retryAfterMs } from './retryAfter';
import type { Sanitize } from './sanitize';
import { tiktokAdvice } from './tiktokReasons';

const GATEWAY =
	'A gateway or proxy between n8n and Wonda may have answered. Check the base URL of the Wonda credential';

/** So much of the API's message ends the first line, in characters. */
const API_MESSAGE_LENGTH = 120;

const CODE_LENGTH = 100;

/** Refusals that read the same whoever answered: the API, or a gateway in front of it. */
const READABLE = [413, 429];

/**
 * Statuses whose meaning differs from the others of their hundred:
 * - 301, 307, 308 ask to send the request elsewhere, so it was not processed here
 * - 408 and 499 say that somebody gave the request up, maybe after it was passed on
 */
const KINDS: Readonly<Record<number, FailureKind>> = {
	301: 'refused',
	307: 'refused',
	308: 'refused',
	408: 'outcomeUnknown',
	429: 'rateLimited',
	499: 'outcomeUnknown',
};

/**
 * What is known after an answer that is not a usable success. Only a 4xx says that nothing was done: an unreadable success, a
 * redirect that may follow an acceptance (302, 303) and a 5xx leave it open.
 */
export const kindOf = (status: number): FailureKind =>
	KINDS[status] ?? (status >= 400 && status < 500 ? 'refused' : 'outcomeUnknown');

/** What came in place of the API's answer. */
function nameOf({ body, statusCode }: IN8nHttpFullResponse): string {
	if (statusCode >= 300 && statusCode < 400 && statusCode !== 304)
		return 'a redirect to another address';
	if (isEmpty(body)) return 'an empty response';
	return typeof body === 'string' && /^\s*</.test(body) ? 'a web page' : 'something else';
}

/** The failure behind an answer, with any status, that is not the API's: a web page, plain text, nothing, or a redirect. */
export function unreadable(response: IN8nHttpFullResponse): Failure {
	const { statusCode } = response;
	const kind = kindOf(statusCode);
	return new Failure(kind, {
		message: `Received ${nameOf(response)} instead of Wonda's answer (HTTP ${statusCode})`,
		// Whether to run again depends on whether something may have been posted, which only the sender knows.
		description:
			kind === 'outcomeUnknown' ? `${GATEWAY}.` : `${GATEWAY}; if it is right, run again later.`,
		httpStatus: statusCode,
		retryAfterMs: retryAfterMs(response),
	});
}

/** The API's error body, `{ "error": { "message": "…", "code": "…" } }`, or the plain variants `{ "error": "…" }` and `{ "message": "…" }`. */
function apiErrorIn(body: unknown): IDataObject | undefined {
	if (!isObject(body)) return undefined;
	if (isObject(body.error)) return body.error;
	if (body.error) return { message: body.error };
	return typeof body.message === 'string' ? body : undefined;
}

/** The API's message and code: the beginning for the first line, the whole for the description, and advice of TikTok's. */
function quoted({ message, code }: IDataObject, status: number, sanitize: Sanitize) {
	const text = sanitize(message);
	const name = sanitize(code, CODE_LENGTH);
	const origin = `(${name && `${name}, `}HTTP ${status})`;
	return {
		apiMessage: sanitize(message, API_MESSAGE_LENGTH).replace(/\.$/, ''),
		sentence: text ? `Wonda answered: “${text}” ${origin}.` : `Wonda gave no reason ${origin}.`,
		// `rate_limit_exceeded` is also the API's own code.
		advice: tiktokAdvice(text) ?? (status === 429 ? undefined : tiktokAdvice(name)),
	};
}

/** The failure behind an answer that is not a success (2xx), in the words of `errorTexts` and of the API. */
export function responseFailure(
	response: IN8nHttpFullResponse,
	sanitize: Sanitize,
	kind: RequestKind,
): Failure {
	const { statusCode, body } = response;
	const apiError = apiErrorIn(body);
	const isRedirect = statusCode < 400;
	const isReadable = isRedirect
		? kindOf(statusCode) === 'refused'
		: apiError !== undefined || READABLE.includes(statusCode);
	if (!isReadable) return unreadable(response);

	const { message, description } = errorTextFor(statusCode, apiError?.code, kind);
	const said = apiError && quoted(apiError, statusCode, sanitize);
	const askedMs = retryAfterMs(response);
	const sentences = [
		said?.advice ?? description,
		said?.sentence ?? `(HTTP ${statusCode})`,
		statusCode === 429 &&
			askedMs !== undefined &&
			`Wonda says to wait ${Math.ceil(askedMs / 1000)} seconds.`,
	];
	return new Failure(kindOf(statusCode), {
		message,
		apiMessage: said?.apiMessage,
		description: sentences.filter(Boolean).join(' '),
		httpStatus: statusCode,
		retryAfterMs: askedMs,
	});
}

/** The failure that a successful answer reports (`errorIn`), in its own words; undefined for any other answer. */
export function reportedFailure(
	response: IN8nHttpFullResponse,
	sanitize: Sanitize,
): Failure | undefined {
	if (!errorIn(response.body)) return undefined;
	const { statusCode, body } = response;
	const { apiMessage, sentence } = quoted(apiErrorIn(body) ?? {}, statusCode, sanitize);
	return new Failure('outcomeUnknown', {
		message: 'Wonda answered with an error',
		apiMessage,
		description: sentence,
		httpStatus: statusCode,
		retryAfterMs: retryAfterMs(response),
	});
}
