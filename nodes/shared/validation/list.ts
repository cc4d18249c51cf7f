/** The length of a text without the commas and blanks at its end. */
function lengthWithoutEnd(text: string): number {
	let end = text.length;
	while (/[,\s]/.test(text.charAt(end - 1))) end--;
	return end;
}

/**
 * Entries between commas or line breaks, in linear time. A comma before a line break, or after the last entry, adds no entry;
 * between two commas one is missing.
 */
function split(text: string): string[] {
	const entries: string[] = [];
	let isAfterComma = false;
	for (const line of text.slice(0, lengthWithoutEnd(text)).split('\n')) {
		if (isAfterComma && line.trim() === '') continue;
		const parts = line.split(',');
		isAfterComma = parts.length > 1 && parts.at(-1)?.trim() === '';
		if (isAfterComma) parts.pop();
		for (const part of parts) entries.push(part);
	}
	return entries;
}

/** A list as users have it: an array, a JSON array, or entries between commas or line breaks; undefined for anything else. */
export function asList(value: unknown): unknown[] | undefined {
	if (Array.isArray(value)) return value;
	if (typeof value !== 'string') return undefined;
	if (!value.trim().startsWith('[')) return split(value);
	try {
		return JSON.parse(value) as unknown[];
	} catch {
		return undefined;
	}
}
