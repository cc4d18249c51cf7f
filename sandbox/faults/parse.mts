import type { FaultEffect, FaultMatch, FaultSpec } from './fault.mts';

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string' && value !== '';
const count: Check = (value) => Number.isInteger(value) && Number(value) >= 1;
const amount: Check = (value) => typeof value === 'number' && value >= 0;
const httpStatus: Check = (value) =>
	Number.isInteger(value) && Number(value) >= 200 && Number(value) < 600;
const headers: Check = (value) =>
	typeof value === 'object' && value !== null && Object.values(value).every(text);
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
		location: text,
		when,
	},
	cut: {},
	slow: { delayMs: amount, when },
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
