import { validateHeaderName, validateHeaderValue } from 'node:http';
/** Which requests a fault is for. A part that is left out matches any request. */
export interface FaultMatch {
	/** `GET`, `POST` or `DELETE`. */
	method?: string;
	/** The path below the base URL, `/publish/tiktok` say; `*` stands for any characters. In process also a RegExp. */
	path?: string | RegExp;
	/** A media ID that the body holds, or that the job in the path publishes. */
	mediaId?: string;
	/** The name of a file that is uploaded, or that became a media as `mediaId` finds it. */
	fileName?: string;
	/** The job in the path. */
	outputJobId?: string;
	/** The first matching request that it hits, counted from 1 from when the fault was added; 1 by default. */
	nth?: number;
	/** How many matching requests it hits from there on; 1 by default. */
	times?: number;
}

/** What happens to the request. "Before" and "after" are relative to the request being taken (a post accepted). */
export type FaultEffect =
	/** The connection is reset before the request is taken. */
	| { kind: 'resetBefore' }
	/** It is reset once `afterBytes` bytes of the body (1 by default) have come; the request is not taken. */
	| { kind: 'resetDuring'; afterBytes?: number }
	/** The request is taken, then the connection is reset without an answer. */
	| { kind: 'resetAfter' }
	/** The request is taken; half of its answer is sent, then the connection is reset while it is read. */
	| { kind: 'resetReading' }
	/**
	 * An answer of this status, with a JSON error, an HTML page or nothing as its body. Its text and its headers may
	 * hold the placeholders of http/delivery.mts.
	 */
	| {
			kind: 'status';
			status: number;
			/** `json` by default. */
			body?: 'json' | 'html' | 'empty';
			/** `before` by default. */
			when?: 'before' | 'after';
			code?: string;
			message?: string;
			/** Any JSON value instead of the error. */
			json?: unknown;
			/** Any text instead of the body, JSON or not. */
			text?: string;
			headers?: Record<string, string>;
	  }
	/** A redirect, with an HTML page as its body. */
	| {
			kind: 'redirect';
			status: 301 | 302 | 303 | 307 | 308;
			/** Where to; the address that was asked unless told. */
			location?: string;
			/** `before` by default. */
			when?: 'before' | 'after';
	  }
	/** The request is taken, its answer promises more bytes than are sent. */
	| { kind: 'cut' }
	/** The answer comes late; with `before` (the default) the request is taken late too, even if the client has gone. */
	| { kind: 'slow'; delayMs: number; when?: 'before' | 'after' }
	/** 429, not taken. `form` says how the wait is told; the place of `deferUntil` is a guess. */
	| {
			kind: 'rateLimit';
			/** `seconds` by default. */
			form?: 'seconds' | 'date' | 'deferUntil' | 'nothing';
			/** How long to wait; 1 by default. */
			seconds?: number;
			/** `rate_limit_exceeded`, or `throttled` with `deferUntil`, by default. */
			code?: string;
	  }
	/** A look at the job finds nothing: 404 not_found. */
	| { kind: 'loseJob' }
	/** A look at the job shows this status. `succeeded`, `failed` and `canceled` end the job; any other passes. */
	| { kind: 'jobStatus'; status: string; errorMessage?: string };

export type FaultSpec = FaultMatch & FaultEffect;
export type FaultKind = FaultEffect['kind'];

/** One time a fault struck. */
export interface FiredFault {
	faultId: number;
	kind: FaultKind;
	/** The `id` of the request in `sandbox.requests`. */
	requestId: number;
	method: string;
	path: string;
	/** Real time, ms since the epoch. */
	at: number;
}

/** A fault on the queue. */
export interface Fault {
	id: number;
	spec: FaultSpec;
	/** How many matching requests it has seen. */
	seen: number;
	/** How often it may still strike. */
	remaining: number;
	fired: FiredFault[];
}

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string' && value !== '';
const count: Check = (value) => Number.isInteger(value) && Number(value) >= 1;
const amount: Check = (value) => typeof value === 'number' && value >= 0;
const httpStatus: Check = (value) =>
	Number.isInteger(value) && Number(value) >= 200 && Number(value) < 600;
/** Milliseconds that a timer of Node can wait. */
const delay: Check = (value) => amount(value) && Number(value) < 2 ** 31;
/** What may stand in a header; Node would refuse others when they are sent. */
const isHeader = (name: string, value: unknown): boolean => {
	try {
		validateHeaderName(name);
		validateHeaderValue(name, String(value));
		return text(value);
	} catch {
		return false;
	}
};
const headers: Check = (value) =>
	typeof value === 'object' &&
	value !== null &&
	Object.entries(value).every(([name, content]) => isHeader(name, content));
const oneOf =
	(...values: string[]): Check =>
	(value) =>
		values.includes(value as string);

type Keys<T> = T extends unknown ? keyof T : never;
type Checks<T> = Record<Exclude<keyof T, 'kind'>, Check>;

const MATCH: Checks<FaultMatch> = {
	method: oneOf('GET', 'POST', 'DELETE'),
	path: (value) => text(value) || value instanceof RegExp,
	mediaId: text,
	fileName: text,
	outputJobId: text,
	nth: count,
	times: count,
};

const when = oneOf('before', 'after');

const EFFECTS: { [K in FaultEffect['kind']]: Checks<Extract<FaultEffect, { kind: K }>> } = {
	resetBefore: {},
	resetDuring: { afterBytes: count },
	resetAfter: {},
	resetReading: {},
	status: {
		status: httpStatus,
		body: oneOf('json', 'html', 'empty'),
		when,
		code: text,
		message: text,
		json: () => true,
		text: (value) => typeof value === 'string',
		headers,
	},
	redirect: {
		status: (value) => [301, 302, 303, 307, 308].includes(value as number),
		location: (value) => isHeader('Location', value),
		when,
	},
	cut: {},
	slow: { delayMs: delay, when },
	rateLimit: {
		form: oneOf('seconds', 'date', 'deferUntil', 'nothing'),
		seconds: amount,
		code: text,
	},
	loseJob: {},
	jobStatus: { status: text, errorMessage: text },
};

const REQUIRED: Partial<Record<FaultEffect['kind'], Keys<FaultEffect>>> = {
	status: 'status',
	redirect: 'status',
	slow: 'delayMs',
	jobStatus: 'status',
};

/** `input` as a fault; throws a TypeError that names the first part that is missing, unknown or wrong. */
export function parseFault(input: unknown): FaultSpec {
	if (typeof input !== 'object' || input === null) throw new TypeError('A fault is a JSON object');
	const { kind, ...parts } = input as { kind?: unknown } & Record<string, unknown>;
	if (typeof kind !== 'string' || !Object.hasOwn(EFFECTS, kind)) {
		throw new TypeError(`A fault's kind is one of ${Object.keys(EFFECTS).join(', ')}`);
	}
	const effect = kind as FaultEffect['kind'];
	const checks: Record<string, Check> = { ...MATCH, ...EFFECTS[effect] };
	const required = REQUIRED[effect];
	if (required !== undefined && parts[required] === undefined) {
		throw new TypeError(`A fault of the kind ${kind} needs ${required}`);
	}
	for (const [name, value] of Object.entries(parts)) {
		const check = checks[name];
		if (check === undefined) throw new TypeError(`A fault of the kind ${kind} has no ${name}`);
		if (value !== undefined && !check(value)) {
			throw new TypeError(`Not a value for ${name} of a fault: ${JSON.stringify(value)}`);
		}
	}
	return { ...input } as FaultSpec;
}
