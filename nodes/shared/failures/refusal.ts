import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';

import { Failure, type FailureKind } from './failure';
import { askedPauseMs } from './askedPause';

interface Refusal {
	message: string;
	description: string;
}

/** Refusals that the service names by a code of its own (the API's error table). */
const BY_CODE: Record<string, Refusal> = {
	feature_disabled: {
		message: 'A feature that this needs is not enabled for your Wonda account',
		description:
			'Scheduled publishing has to be enabled by Wonda for the account. Ask Wonda to enable it.',
	},
	insufficient_credits: {
		message: 'Your Wonda account has too few credits',
		description: 'Add credits to your Wonda account, then run again.',
	},
	payment_required: {
		message: 'Your Wonda account needs a paid plan for this',
		description: 'Choose a plan in your Wonda account, then run again.',
	},
};

/** Refusals by HTTP status, for any other code. */
const BY_STATUS: Record<number, Refusal> = {
	400: {
		message: 'Wonda found a mistake in the request',
		description: 'Correct the field that the answer names.',
	},
	401: {
		message: 'Wonda does not accept the API key',
		description: 'Check the API key of the Wonda API credential: copy it whole, sk_ included.',
	},
	402: {
		message: 'Wonda asks for a payment before it does this',
		description: 'Check plan and credits of your Wonda account.',
	},
	403: {
		message: 'Your Wonda account may not do this',
		description:
			'Check that the TikTok account is connected and that publishing was granted when it was.',
	},
	404: {
		message: 'Wonda does not know what the request names',
		description:
			'Check the IDs, the base URL of the credential, and that the API is enabled for your account.',
	},
	408: {
		message: 'Wonda did not answer in time',
		description: 'The service, or a gateway before it, gave the request up.',
	},
	409: {
		message: 'This is not possible in the present state of the job',
		description: 'A job that has started or ended cannot be canceled. Look at it with Job > Get.',
	},
	410: {
		message: 'Wonda no longer offers this',
		description: 'Look for a newer version of this node. The answer may hold a hint.',
	},
	429: {
		message: 'Wonda receives too many requests',
		description: 'Run again later, or send fewer items at a time.',
	},
};

const REDIRECTED: Refusal = {
	message: 'The base URL leads to another address',
	description: 'Enter the final address of the API as the base URL of the Wonda API credential.',
};

const REFUSED: Refusal = { message: 'Wonda refused the request', description: '' };

const SERVER_FAILED: Refusal = {
	message: 'Wonda failed to process the request',
	description: 'The fault is on the side of the service.',
};

/** A time-out of the other side leaves open what became of the request, like a server error does. */
const REQUEST_TIMEOUT = 408;

function kindOf(status: number): FailureKind {
	if (status === 429) return 'limited';
	return status >= 500 || status === REQUEST_TIMEOUT ? 'broken' : 'refused';
}

function plainWords(status: number, code: unknown): Refusal {
	if (status >= 500) return SERVER_FAILED;
	if (status < 400) return REDIRECTED;
	return BY_CODE[String(code)] ?? BY_STATUS[status] ?? REFUSED;
}

/** The body that the API documents for errors: `{ "error": { "message": "…", "code": "…" } }`. */
function apiError(body: unknown): IDataObject | undefined {
	const error = (body as IDataObject | null | undefined)?.error;
	return typeof error === 'object' && error !== null ? (error as IDataObject) : undefined;
}

/** Longer texts than this are cut: the message is for people. */
const MESSAGE_LENGTH = 1000;

function quote(error: IDataObject, status: number): string {
	const message = String(error.message ?? '').slice(0, MESSAGE_LENGTH);
	const code = error.code === undefined ? '' : `${String(error.code)}, `;
	return `Wonda answered: “${message}” (${code}HTTP ${status}).`;
}

const GATEWAY =
	'A gateway or proxy between n8n and Wonda may have answered. Check the base URL of the Wonda API credential';

/** Whether an answer has no body. */
export const isEmpty = (body: unknown) => body === undefined || body === null || body === '';

/**
 * The failure behind an answer whose body is not the API's.
 *
 * @param response answer of a gateway: a web page, plain text or nothing, with any status
 */
export function unreadable(response: IN8nHttpFullResponse): Failure {
	const { body, statusCode } = response;
	const page = typeof body === 'string' && /^\s*</.test(body);
	const what = isEmpty(body) ? 'nothing' : page ? 'a web page' : 'something else';

	const kind = statusCode < 300 ? 'broken' : kindOf(statusCode);

	return new Failure(kind, {
		message: `Instead of Wonda's answer came ${what} (HTTP ${statusCode})`,
		// Whether to run again after a fault is for those to say who know whether something was posted.
		description: kind === 'broken' ? `${GATEWAY}.` : `${GATEWAY}; if it is right, run again later.`,
		httpStatus: statusCode,
		retryAfterMs: askedPauseMs(response),
	});
}

/**
 * The failure behind an answer that is no success. Words come from the tables above, with the API's message and code.
 *
 * @param response an answer with any status but 2xx
 */
export function refusal(response: IN8nHttpFullResponse): Failure {
	const { statusCode, body } = response;
	const error = apiError(body);
	if (!error && statusCode >= 400) return unreadable(response);

	const { message, description } = plainWords(statusCode, error?.code);

	return new Failure(kindOf(statusCode), {
		message,
		description: [description, error ? quote(error, statusCode) : `(HTTP ${statusCode})`]
			.filter(Boolean)
			.join(' '),
		httpStatus: statusCode,
		retryAfterMs: askedPauseMs(response),
	});
}
