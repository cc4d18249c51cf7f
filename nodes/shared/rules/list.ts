import { quoting } from '../failures/quote';

/** Whether a value is a text that says something. */
export const isText = (value: unknown): value is string =>
	typeof value === 'string' && value.trim() !== '';

/** Whether a value says nothing at all. */
export const isNothing = (value: unknown) =>
	value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** Longer values than this are cut where a message quotes them, in characters. */
const QUOTED = 100;

const quote = quoting(undefined);

/** A value of a user as a message quotes it: one line of a readable length, whatever it holds. */
export function show(value: unknown): string {
	if (isNothing(value)) return 'empty';
	if (typeof value !== 'string') return quote(value, QUOTED);
	// No more than can be shown is looked at, lines and the like included.
	return `“${quote(value.trim().slice(0, QUOTED * 10), QUOTED)}”`;
}

/** Where a list ends: commas and blanks behind the last entry are none. */
function endOf(text: string): number {
	let end = text.length;
	while (/[,\s]/.test(text.charAt(end - 1))) end--;
	return end;
}

/**
 * Entries between commas or line breaks, in time linear in the text. A comma before a line break, or after the last entry,
 * is no entry; between two commas one is missing.
 */
function separated(text: string): string[] {
	const entries: string[] = [];
	let afterComma = false;
	for (const line of text.slice(0, endOf(text)).split('\n')) {
		if (afterComma && line.trim() === '') continue;
		const parts = line.split(',');
		afterComma = parts.length > 1 && parts.at(-1)?.trim() === '';
		if (afterComma) parts.pop();
		for (const part of parts) entries.push(part);
	}
	return entries;
}

/** One list from what users have: an array, a JSON array, or entries between commas or line breaks. */
export function asList(value: unknown): unknown[] | undefined {
	if (Array.isArray(value)) return value;
	if (typeof value !== 'string') return undefined;
	if (!value.trim().startsWith('[')) return separated(value);
	try {
		return JSON.parse(value) as unknown[];
	} catch {
		return undefined;
	}
}
