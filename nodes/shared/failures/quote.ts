/** A text of the service, or of a user, as people may read it: one line, without the API key, of a limited length. */
export type Quote = (text: unknown, most?: number) => string;

/** Longer texts than this are cut, in characters: they are for people. */
const MOST = 1000;

/** A real key has 67 characters. One of a few characters stands in words that have nothing to do with it. */
const SHORTEST_SECRET = 8;

const KEY = '[API key]';

/** Masking makes a text shorter, but hardly by so many times. */
const SPARE = 20;

/** Any JSON as a text. `String()` throws for an object with a `toString` of its own. */
function textOf(value: unknown): string {
	if (typeof value === 'string') return value;
	if (value === null) return '';
	try {
		return JSON.stringify(value) ?? '';
	} catch {
		return `a value of the type ${typeof value}`;
	}
}

/** So many characters of the key on end are a part of it that must not be read: a service may have cut what it repeats. */
const PART = 16;

/** What must not be read: all parts of the key, in small letters; a short key as a whole. */
function partsOf(apiKey: unknown): string[] {
	const key = typeof apiKey === 'string' ? apiKey.trim().toLowerCase() : '';
	if (key.length < SHORTEST_SECRET) return [];
	const length = Math.min(PART, key.length);
	const starts = Array.from({ length: key.length - length + 1 }, (_, at) => at);
	return [...new Set(starts.map((at) => key.slice(at, at + length)))];
}

/** A text in small letters, of the same length: a key has no others, and positions stay what they are. */
const small = (text: string) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/** Where parts of the key stand in a text, as `[from, to]`, in order and apart from each other. */
function placesOf(parts: string[], text: string): Array<[number, number]> {
	const lower = small(text);
	const found: Array<[number, number]> = [];
	for (const part of parts) {
		for (let at = lower.indexOf(part); at >= 0; at = lower.indexOf(part, at + 1)) {
			found.push([at, at + part.length]);
		}
	}
	const places: Array<[number, number]> = [];
	for (const [from, to] of found.sort(([a], [b]) => a - b)) {
		const last = places.at(-1);
		if (last && from <= last[1]) last[1] = Math.max(last[1], to);
		else places.push([from, to]);
	}
	return places;
}

/** Characters that end a line, or that a terminal or a screen does not show as what they are. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu;

/** Half of a character of two, where a text was cut. */
const HALF = /[\uD800-\uDBFF]$/;

/** Makes what leaves the key out of a text, all of it and any part of 16 characters, in small letters and in capitals. */
export function hiding(apiKey: unknown): (text: string) => string {
	const parts = partsOf(apiKey);
	return (text) => {
		let shown = '';
		let end = 0;
		for (const [from, to] of placesOf(parts, text)) {
			shown += text.slice(end, from) + KEY;
			end = to;
		}
		return shown + text.slice(end);
	};
}

/**
 * What texts of the service go through before they are shown anywhere: they are masked, put on one line, then
 * cut. A text that is cut first can hold a part of the key; so one of megabytes is cut with room to spare, and once more.
 *
 * @param apiKey what the credential holds, of whatever type
 */
export function quoting(apiKey: unknown): Quote {
	const hide = hiding(apiKey);
	return (value, most = MOST) => {
		const whole = textOf(value);
		const text = hide(whole.slice(0, most * SPARE))
			.replace(UNSEEN, ' ')
			.trim();
		const isCut = text.length > most || whole.length > most * SPARE;
		return isCut ? `${text.slice(0, most).replace(HALF, '')}…` : text;
	};
}
