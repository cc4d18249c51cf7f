/** Longer names of files are cut, in characters: the API's page names no limit, file systems have one of 255 bytes. */
const MOST = 200;

/** What comes after the last point of a name is its extension as long as it has no more characters. */
const EXTENSION = 20;

/**
 * Quotes, and backslashes, which make a part of the name of a quote in some readers' eyes; and what no name shows: control
 * characters, ends of lines, marks of direction.
 */
const UNSAFE = /["\\\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/** What would end the name or its line, as browsers write it; the other end reads it back. */
const ESCAPES: Record<string, string> = { '"': '%22', '\r': '%0D', '\n': '%0A' };

function cut(name: string): string {
	const characters = [...name];
	if (characters.length <= MOST) return name;
	const point = characters.lastIndexOf('.');
	const extension = characters.length - point <= EXTENSION ? characters.slice(point) : [];
	return [...characters.slice(0, MOST - extension.length), ...extension].join('');
}

/**
 * The name of a file as it stands in a header of a multipart body, between quotes. Nothing in it ends the header.
 *
 * @param name as the item has it, of any length
 */
export function asFileName(name: string): string {
	return cut(name).replace(UNSAFE, (one) => ESCAPES[one] ?? '_');
}
