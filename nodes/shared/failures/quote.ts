/** A text of the service, or of a user, as people may read it: one line, without the API key, of a limited length. */
export type Quote = (text: unknown, most?: number) => string;

/** Longer texts than this are cut, in characters: they are for people. */
const MOST = 1000;

/** A real key has 67 characters. One of a few characters stands in words that have nothing to do with it. */
const SHORTEST_SECRET = 8;

const KEY = '[API key]';

const escapeRegExp = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Any JSON as a text. `String()` throws for an object with a `toString` of its own. */
function textOf(value: unknown): string {
	if (typeof value === 'string') return value;
	if (value === undefined || value === null) return '';
	try {
		return JSON.stringify(value) ?? '';
	} catch {
		return `a value of the type ${typeof value}`;
	}
}

/** What must not be read: the key as it is sent, and without its prefix. */
function secretsIn(apiKey: unknown): string[] {
	const key = typeof apiKey === 'string' ? apiKey.trim() : '';
	return [key, key.replace(/^sk_/, '')].filter(({ length }) => length >= SHORTEST_SECRET);
}

/** Characters that end a line, or that a terminal or a screen does not show as what they are. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu;

/** Half of a character of two, where a text was cut. */
const HALF = /[\uD800-\uDBFF]$/;

/** A text for people that holds the key nowhere, lines and all. */
export function hiding(apiKey: unknown): (text: string) => string {
	const secrets = secretsIn(apiKey);
	// The key is hexadecimal: it is the same key in capitals.
	const looks = secrets.map((secret) => new RegExp(escapeRegExp(secret), 'gi'));
	return (text) => looks.reduce((hidden, key) => hidden.replace(key, KEY), text);
}

/**
 * What texts of the service go through before they are shown anywhere (rule 14): they are masked, put on one line, then
 * cut. A text that is cut first can hold a part of the key.
 *
 * @param apiKey what the credential holds, of whatever type
 */
export function quoting(apiKey: unknown): Quote {
	const hide = hiding(apiKey);
	return (value, most = MOST) => {
		const text = hide(textOf(value)).replace(UNSEEN, ' ').trim();
		return text.length > most ? `${text.slice(0, most).replace(HALF, '')}…` : text;
	};
}
