import type { IDataObject } from 'n8n-workflow';

/** Whether a value is a JSON object. */
export const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether an answer has no body. */
export const isEmpty = (body: unknown) => body === undefined || body === null || body === '';

/** The list in an answer: an array, or the only array of an object, as in `{ "accounts": […] }`; undefined if there is none. */
export function listIn(body: unknown): unknown[] | undefined {
	if (Array.isArray(body)) return body;
	if (!isObject(body)) return undefined;
	const [list, ...others] = Object.values(body).filter((value) => Array.isArray(value));
	return others.length === 0 ? (list as unknown[] | undefined) : undefined;
}

/** The JSON of an item for an entry of a list; an entry that is not an object is kept under `value`. */
export const jsonOf = (entry: unknown): IDataObject =>
	isObject(entry) ? entry : { value: entry as string };

const isEmptyList = (value: unknown) => Array.isArray(value) && value.length === 0;

/**
 * The `error` of an answer that consists of it (the API's error body), possibly beside an empty list. A job, or an entry, may
 * have a field of that name, and is no failure.
 */
export function errorIn(body: unknown): unknown {
	if (!isObject(body) || !body.error) return undefined;
	const others = Object.entries(body).filter(([name]) => name !== 'error');
	return others.every(([, value]) => isEmptyList(value)) ? body.error : undefined;
}
