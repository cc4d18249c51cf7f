/** The last part of an address's path, as a user reads it; empty if there is none. */
export function fileNameIn({ pathname }: URL): string {
	const name = pathname.slice(pathname.lastIndexOf('/') + 1);
	try {
		return decodeURIComponent(name);
	} catch {
		return name;
	}
}

/** Longer names are cut, in characters: the API's page names no limit, file systems have one of 255 bytes. */
const MAX_LENGTH = 200;

/** Quotes, backslashes, which some readers take for a part of the quote behind them, and characters that no name shows. */
const UNSAFE = /["\\\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/** What would end the name or its line, escaped as browsers do. */
const ESCAPES: Readonly<Record<string, string>> = { '"': '%22', '\r': '%0D', '\n': '%0A' };

/**
 * The name of a file as it stands between quotes in a header of a multipart body. Nothing in it ends the header.
 *
 * @param name as the item has it, of any length; its end is kept, which holds the extension
 */
export const asHeaderText = (name: string): string =>
	[...name]
		.slice(-MAX_LENGTH)
		.join('')
		.replace(UNSAFE, (character) => ESCAPES[character] ?? '_');
