import { quoted } from './text';
import { numberIn } from './values';

/** n8n's Request Options of a declarative node, as their expressions resolve. */
export interface RequestOptions {
	batching?: { batch?: { batchSize?: unknown; batchInterval?: unknown } };
	proxy?: unknown;
	timeout?: unknown;
}

/** The longest time that a timer of Node holds, in milliseconds. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

const isNumber = (value: unknown, min: number, max = Infinity) => {
	const number = numberIn(value);
	return value === undefined || (number !== undefined && number >= min && number <= max);
};

/** n8n asks a proxy for a host and a port. */
const PROXY = /^https?:\/\/[^\s/]+:\d{1,5}\/?$/;

const isProxy = (value: unknown) =>
	value === undefined ||
	value === '' ||
	(typeof value === 'string' && PROXY.test(value) && URL.canParse(value));

/**
 * What is wrong with n8n's Request Options, where n8n or Node could not use a value; undefined if nothing is.
 *
 * @returns a sentence that names the option
 */
export function requestOptionsProblem({
	batching,
	proxy,
	timeout,
}: RequestOptions): string | undefined {
	const { batchSize, batchInterval } = batching?.batch ?? {};
	if (!isNumber(timeout, 0, MAX_TIMEOUT_MS)) {
		return `Timeout (Request Options) must be a number of milliseconds, up to ${MAX_TIMEOUT_MS}, but is ${quoted(timeout)}`;
	}
	if (!isNumber(batchSize, -1)) {
		return `Items per Batch (Request Options) must be a number, but is ${quoted(batchSize)}`;
	}
	if (!isNumber(batchInterval, 0, MAX_TIMEOUT_MS)) {
		return `Batch Interval (Request Options) must be a number of milliseconds, but is ${quoted(batchInterval)}`;
	}
	if (!isProxy(proxy)) {
		return `Proxy (Request Options) must be an address such as http://proxy.example.com:3128, but is ${quoted(proxy)}`;
	}
	return undefined;
}
