import { isObject } from '../shared/operations/listIn';
import { shortHash } from '../shared/run/shortHash';

/** So deep an entry is looked into. */
const DEPTH = 10;

/** What may differ each time in an address of one and the same file: a signature, and the time when it ends. */
const withoutQuery = (text: string) => (/^https?:/i.test(text) ? text.split(/[?#]/, 1)[0] : text);

/** Content in one form, whatever the order of its keys. */
function plain(value: unknown, depth = 0): unknown {
	if (typeof value === 'string') return withoutQuery(value);
	if (typeof value !== 'object' || value === null) return value;
	if (depth === DEPTH) return '…';
	const parts = Object.entries(value).map(([key, part]) => [key, plain(part, depth + 1)]);
	return parts.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
}

/**
 * What an entry is remembered by: a short hash of its ID, or of its content where it has none, so that it is passed on once.
 *
 * @param entry of a list, of whatever type
 * @param idName the name of the ID in it
 */
export function keyOf(entry: unknown, idName: string): string {
	const id = isObject(entry) ? entry[idName] : undefined;
	const hasId = typeof id === 'number' || (typeof id === 'string' && id !== '');
	return hasId ? shortHash(['id', String(id)]) : shortHash(['content', plain(entry)]);
}

/**
 * Keys to remember, the latest last. Those that are seen now are the last to be forgotten.
 *
 * @param most how many are remembered, unless more than that are seen now
 */
export function rememberedWith(known: string[], seen: string[], most: number): string[] {
	const now = new Set(seen);
	const all = [...known.filter((key) => !now.has(key)), ...now];
	return all.slice(-Math.max(most, now.size));
}
