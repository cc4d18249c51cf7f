/**
 * What a request is for, as far as the meaning of a refusal depends on it:
 * - `publish`, `schedule`: a post now, or with `scheduledAt`
 * - `scheduledList`, `cancel`: the two endpoints of "Schedule management"
 * - `upload`: "Media upload"
 * - `read`: anything else, which posts and changes nothing
 */
export type RequestKind = 'publish' | 'schedule' | 'scheduledList' | 'cancel' | 'upload' | 'read';

/** What an error says: its first line, and what to do. */
export interface ErrorText {
	message: string;
	description: string;
}

/** The text for any request, and what differs for some. */
type Entry = ErrorText & { [kind in RequestKind]?: Partial<ErrorText> };

const ASK_FOR_SCHEDULING =
	'Scheduled publishing has to be enabled by Wonda for the account. Ask Wonda to enable it.';

const CHECK_ACCESS =
	'Check that the TikTok account is connected and allowed to publish, and that the media belongs to your Wonda account. If the TikTok account is not allowed to publish, connect it again in Wonda.';

/** "Schedule management": the only documented meaning of a 403 there. */
const NO_SCHEDULING: ErrorText = {
	message: 'Scheduled publishing may not be enabled for your Wonda account',
	description: ASK_FOR_SCHEDULING,
};

const SCHEDULING = { description: ASK_FOR_SCHEDULING };

const PAID_PLAN: ErrorText = {
	message: 'Your Wonda account needs a paid plan for this',
	description: 'Choose a plan in your Wonda account, then run again.',
};

/** By the API's own code. */
const BY_CODE: Readonly<Record<string, Entry>> = {
	feature_disabled: {
		message: 'A feature that this needs is not enabled for your Wonda account',
		description: 'Ask Wonda to enable it.',
		schedule: SCHEDULING,
		scheduledList: SCHEDULING,
		cancel: SCHEDULING,
	},
	insufficient_credits: {
		message: 'Your Wonda account has too few credits',
		description: 'Add credits to your Wonda account, then run again.',
	},
	paid_plan_required: PAID_PLAN,
	payment_required: PAID_PLAN,
};

const REDIRECTED: Entry = {
	message: 'The base URL redirects to another address',
	description: 'Enter that address as the base URL of the Wonda credential.',
};

const GAVE_UP: Entry = {
	message: 'Wonda did not answer in time',
	description: 'The service, or a gateway in front of it, gave up on the request.',
};

/** By HTTP status, for any other code. */
const BY_STATUS: Readonly<Record<number, Entry>> = {
	301: REDIRECTED,
	307: REDIRECTED,
	308: REDIRECTED,
	400: {
		message: 'Wonda does not accept one of the values',
		description: "Correct the field that Wonda's answer names.",
	},
	401: {
		message: 'Wonda does not accept the API key',
		description: 'Copy the whole API key into the Wonda credential again, including sk_.',
	},
	402: {
		message: 'Wonda requires a payment for this',
		description: 'Check the plan and the credits of your Wonda account.',
	},
	403: {
		message: 'Your Wonda account is not allowed to do this',
		description: 'Check the permissions of the API key in your Wonda account.',
		publish: { message: 'Wonda does not allow this post', description: CHECK_ACCESS },
		schedule: { ...NO_SCHEDULING, description: `${ASK_FOR_SCHEDULING} ${CHECK_ACCESS}` },
		scheduledList: NO_SCHEDULING,
		cancel: NO_SCHEDULING,
	},
	404: {
		message: 'Wonda could not find what you asked for',
		description:
			'Check the IDs, the base URL of the credential, and that the API is enabled for your account.',
	},
	408: GAVE_UP,
	409: {
		message: 'Wonda reported a conflict',
		description: "See Wonda's answer.",
		cancel: {
			message: 'The current status of the job does not allow this',
			description: 'A job that has started or ended cannot be canceled. Check it with Job > Get.',
		},
	},
	410: {
		message: 'Wonda no longer offers this',
		description: "Install a newer version of this node. Wonda's answer may contain a hint.",
	},
	413: {
		message: 'The request is too large for Wonda, or for a gateway in front of it',
		description: 'Send a smaller file.',
	},
	429: {
		message: 'Wonda receives too many requests',
		description: 'Run again later, or send fewer items at a time.',
	},
	499: GAVE_UP,
};

const REFUSED: Entry = { message: 'Wonda refused the request', description: '' };

const SERVER_FAILED: Entry = {
	message: 'Wonda failed to process the request',
	description: "The fault is on Wonda's side.",
};

const hasOwn = (table: object, key: unknown) =>
	typeof key === 'string' && Object.hasOwn(table, key);

/** The text for an answer that is not a success: an HTTP status of 300 or more, with the API's code for it, of any type. */
export function errorTextFor(status: number, code: unknown, kind: RequestKind): ErrorText {
	const byStatus = status >= 500 ? SERVER_FAILED : (BY_STATUS[status] ?? REFUSED);
	const known = status < 500 && hasOwn(BY_CODE, code) ? BY_CODE[code as string] : undefined;
	const entry = known ?? byStatus;
	const { message, description } = { ...entry, ...entry[kind] };
	return { message, description };
}
