import type { IDataObject } from 'n8n-workflow';

const isList = (value: unknown): value is unknown[] => Array.isArray(value);

/** Whether a part of an answer is a JSON object. */
export const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !isList(value);

/** So many objects inside each other are looked into. */
const DEPTH = 3;

/**
 * The list in an answer whose shape is not documented: an array, or an object that holds one, possibly in an object inside.
 * Of several arrays beside each other the first one that holds objects counts, else the first one.
 *
 * @returns undefined where there is none
 */
export function listIn(answer: unknown): unknown[] | undefined {
	let level = [answer];
	for (let depth = 0; depth <= DEPTH; depth++) {
		const lists = level.filter(isList);
		if (lists.length > 0) return lists.find((list) => list.some(isObject)) ?? lists[0];
		level = level.filter(isObject).flatMap((object): unknown[] => Object.values(object));
	}
	return undefined;
}

const saysNothing = (part: unknown) =>
	!part || (typeof part === 'object' && Object.keys(part).length === 0);

/** Whether an answer tells of a failure, in itself or in an object inside; what the entries of its lists hold is their own. */
export function tellsOfFailure(answer: unknown, depth = 0): boolean {
	if (depth > DEPTH || !isObject(answer)) return false;
	return Object.entries(answer).some(([name, part]) =>
		/^errors?$/i.test(name) ? !saysNothing(part) : tellsOfFailure(part, depth + 1),
	);
}

/** The JSON of an item for an entry of a list. One that is no object stands under `value`. */
export const jsonOf = (entry: unknown): IDataObject =>
	isObject(entry) ? entry : { value: entry as string };
