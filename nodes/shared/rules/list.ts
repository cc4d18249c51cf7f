/** One list from what users have: an array, a JSON array, or entries between commas or line breaks. */
export function asList(value: unknown): unknown[] | undefined {
	if (Array.isArray(value)) return value;
	if (typeof value !== 'string') return undefined;
	// A comma before a line break, or after the last entry, is no entry; between two commas one is missing.
	if (!value.trim().startsWith('[')) return value.replace(/[,\s]+$/, '').split(/,\s*\n|[,\n]/);
	try {
		return JSON.parse(value) as unknown[];
	} catch {
		return undefined;
	}
}

/** Whether a value is a text that says something. */
export const isText = (value: unknown): value is string =>
	typeof value === 'string' && value.trim() !== '';

/** Whether a value says nothing at all. */
export const isNothing = (value: unknown) =>
	value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** A value as an error message quotes it. */
export const show = (value: unknown) =>
	typeof value === 'string' ? `“${value}”` : JSON.stringify(value);
