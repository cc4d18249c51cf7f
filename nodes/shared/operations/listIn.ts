const isList = (value: unknown): value is unknown[] => Array.isArray(value);

const isObject = (value: unknown): value is object =>
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
