/** A byte order mark, one character for each byte. */
const BYTE_ORDER_MARK = '\xef\xbb\xbf';

const BLANKS = ' \t\r\n\f';

const NAME_ENDS = `${BLANKS}<>/[`;

/** What may stand before the first element, and says nothing about it: how it begins and ends. */
const ASIDES = [
	['<!--', '-->'],
	['<?', '?>'],
] as const;

const DOCTYPE = '<!doctype';

/** What the first element, or the document type, may be called. */
const TYPES: Array<[isCalled: (name: string) => boolean, type: string]> = [
	[(name) => name === 'svg', 'image/svg+xml'],
	[(name) => name.toLowerCase() === 'html', 'text/html'],
];

function afterBlanks(text: string, start: number): number {
	let at = start;
	while (at < text.length && BLANKS.includes(text.charAt(at))) at++;
	return at;
}

/** Where the first thing stands that is neither blank nor an aside; the end of the text where an aside has no end. */
function afterAsides(text: string, start: number): number {
	let at = afterBlanks(text, start);
	for (;;) {
		const aside = ASIDES.find(([begins]) => text.startsWith(begins, at));
		if (!aside) return at;
		const [begins, ends] = aside;
		const end = text.indexOf(ends, at + begins.length);
		if (end < 0) return text.length;
		at = afterBlanks(text, end + ends.length);
	}
}

function nameAt(text: string, start: number): string {
	let end = start;
	while (end < text.length && !NAME_ENDS.includes(text.charAt(end))) end++;
	const name = text.slice(start, end);
	// The part before a colon stands for a namespace.
	return name.slice(name.indexOf(':') + 1);
}

/**
 * The type of a text that begins as XML or HTML does. It goes over the text once, from its beginning to its first
 * element: a regular expression for this would try each comment in many ways.
 *
 * @param text first bytes of a file, one character for each byte
 * @returns `image/svg+xml`, `text/html`, or undefined
 */
export function typeOfMarkup(text: string): string | undefined {
	const at = afterAsides(text, text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0);
	const isDoctype = text.slice(at, at + DOCTYPE.length).toLowerCase() === DOCTYPE;
	if (!isDoctype && text.charAt(at) !== '<') return undefined;

	const name = nameAt(text, isDoctype ? afterBlanks(text, at + DOCTYPE.length) : at + 1);
	return TYPES.find(([isCalled]) => isCalled(name))?.[1];
}
