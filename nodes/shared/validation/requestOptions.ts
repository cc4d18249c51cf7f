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

/** What is wrong with n8n's Request Options, where n8n or Node could not use a value; undefined if nothing is. */
export function requestOptionsProblem({
	batching,
	proxy,
	timeout,
}: RequestOptions): string | undefined {
	const { batchSize, batchInterval } = batching?.batch ?? {};
	const wrong = (option: string, rule: string, value: unknown) =>
		`${option} (Request Options) must be ${rule}, but is ${quoted(value)}`;
	if (!isNumber(timeout, 0, MAX_TIMEOUT_MS))
		return wrong('Timeout', `a number of milliseconds, up to ${MAX_TIMEOUT_MS}`, timeout);
	if (!isNumber(batchSize, -1)) return wrong('Items per Batch', 'a number', batchSize);
	if (!isNumber(batchInterval, 0, MAX_TIMEOUT_MS))
		return wrong('Batch Interval', 'a number of milliseconds', batchInterval);
	if (!isProxy(proxy))
		return wrong('Proxy', 'an address such as http://proxy.example.com:3128', proxy);
	return undefined;
}
