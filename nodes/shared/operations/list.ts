import type { IDataObject } from 'n8n-workflow';

/** An answer holds its list no deeper than this: `{ data: { items: [ … ] } }`. */
const DEEPEST = 3;

/** The first array in an object, or in the objects in it. */
function arrayIn(value: unknown, depth: number): unknown[] | undefined {
	if (Array.isArray(value)) return value;
	if (typeof value !== 'object' || value === null || depth >= DEEPEST) return undefined;

	const parts = Object.values(value as IDataObject);
	const list = parts.find((part) => Array.isArray(part));
	if (list !== undefined) return list as unknown[];
	for (const part of parts) {
		const deeper = arrayIn(part, depth + 1);
		if (deeper) return deeper;
	}
	return undefined;
}

/**
 * The entries of a list whose shape is not documented: an array, or an object that holds one. An object without any array is
 * one entry, so that nothing is lost.
 */
export const listIn = (answer: object): unknown[] => arrayIn(answer, 0) ?? [answer];
