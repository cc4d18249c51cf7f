import type { Asked } from './asked';

/** How a refusal is told: the first line, and what to do. */
export interface Words {
	message: string;
	description: string;
}

/** The words for any request, and those for requests where the same answer means something else. */
type Entry = Words & { [asked in Asked]?: Partial<Words> };

const ASK_FOR_SCHEDULING =
	'Scheduled publishing has to be enabled by Wonda for the account. Ask Wonda to enable it.';

const CHECK_ACCOUNT =
	'Check that the TikTok account is connected and that publishing was granted when it was.';

/** The only meaning that the API's page gives a 403 where something is scheduled. */
const NO_SCHEDULING: Words = {
	message: 'Scheduled publishing may not be enabled for your Wonda account',
	description: ASK_FOR_SCHEDULING,
};

const SCHEDULING = { description: ASK_FOR_SCHEDULING };

/** Refusals that the service names by a code of its own (the API's error table). */
const BY_CODE: Readonly<Record<string, Entry>> = {
	feature_disabled: {
		message: 'A feature that this needs is not enabled for your Wonda account',
		description: 'Ask Wonda to enable it.',
		postLater: SCHEDULING,
		scheduledList: SCHEDULING,
		cancellation: SCHEDULING,
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
const BY_STATUS: Readonly<Record<number, Entry>> = {
	301: {
		message: 'The base URL leads to another address',
		description: 'Enter the final address of the API as the base URL of the Wonda API credential.',
	},
	400: {
		message: 'Wonda does not accept a value of the request',
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
		description: 'Check what the API key may do in your Wonda account.',
		post: { description: CHECK_ACCOUNT },
		postLater: { ...NO_SCHEDULING, description: `${ASK_FOR_SCHEDULING} ${CHECK_ACCOUNT}` },
		scheduledList: NO_SCHEDULING,
		cancellation: NO_SCHEDULING,
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
		message: 'This is not possible in the present state of what the request names',
		description: 'Check what the answer names.',
		cancellation: {
			message: 'This is not possible in the present state of the job',
			description: 'A job that has started or ended cannot be canceled. Look at it with Job > Get.',
		},
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

/** Statuses that are told like another one. */
const LIKE: Readonly<Record<number, number>> = { 307: 301, 308: 301, 499: 408 };

const REFUSED: Words = { message: 'Wonda refused the request', description: '' };

const SERVER_FAILED: Words = {
	message: 'Wonda failed to process the request',
	description: 'The fault is on the side of the service.',
};

/** Tables are asked for their own entries only: a code may be `constructor`. */
const own = <T>(table: Readonly<Record<string, T>>, key: unknown): T | undefined =>
	typeof key === 'string' && Object.hasOwn(table, key) ? table[key] : undefined;

/**
 * The words for a refusal.
 *
 * @param status HTTP status, 300 or more
 * @param code the API's code for it, of whatever type
 */
export function wordsFor(status: number, code: unknown, asked: Asked): Words {
	if (status >= 500) return SERVER_FAILED;

	const entry: Entry = own(BY_CODE, code) ?? BY_STATUS[LIKE[status] ?? status] ?? REFUSED;
	const { message, description } = { ...entry, ...entry[asked] };
	return { message, description };
}
