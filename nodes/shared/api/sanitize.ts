/** Removes the API key from a text. */
export type Redact = (text: string) => string;

/** Makes a value fit for a message or a log: without the API key, on one line, at most `maxLength` characters long. */
export type Sanitize = (value: unknown, maxLength?: number) => string;

const MAX_LENGTH = 1000;

/** A real key has 67 characters; a shorter secret than this would also match ordinary words. */
const MIN_SECRET_LENGTH = 8;

const REDACTED = '[API key]';

/**
 * A text is redacted before it is cut, so that no part of a key stays at the cut; of a huge text this many times the limit. The
 * cut end of that is never shown, since redacting a key makes it some seven times shorter.
 */
const REDACTED_LENGTHS = 20;

/** Characters that end a line, or that an editor or a terminal does not show as what they are. */
const INVISIBLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu;

const HALF_SURROGATE_PAIR = /[\uD800-\uDBFF]$/;

const escapeRegExp = (text: string) => text.replace(/\W/g, '\\$&');

/** Any JSON value as a text. `String()` would throw for an object with a `toString` of its own. */
function textOf(value: unknown): string {
	if (typeof value === 'string') return value;
	if (value === null || value === undefined) return '';
	try {
		return JSON.stringify(value) ?? '';
	} catch {
		return '';
	}
}

/** Makes the function that masks an API key, as a whole and without its prefix `sk_`, in any case. */
export function redactor(apiKey: unknown): Redact {
	const key = typeof apiKey === 'string' ? apiKey.trim() : '';
	if (key.length < MIN_SECRET_LENGTH) return (text) => text;
	const bareKey = key.replace(/^sk_(?=.{8})/, '');
	const pattern = new RegExp(escapeRegExp(bareKey), 'gi');
	return (text) => text.replace(pattern, REDACTED).replace(/sk_\[API key\]/gi, REDACTED);
}

/** Makes the function that every text of the service goes through before it is shown anywhere. */
export function sanitizer(apiKey: unknown): Sanitize {
	const redact = redactor(apiKey);
	return (value, maxLength = MAX_LENGTH) => {
		const text = textOf(value).replace(INVISIBLE, ' ').trim();
		const readable = redact(text.slice(0, maxLength * REDACTED_LENGTHS));
		if (readable.length <= maxLength) return readable;
		return `${readable.slice(0, maxLength).replace(HALF_SURROGATE_PAIR, '')}…`;
	};
}

/** Sanitizes what a user wrote: there is no key to redact. */
export const sanitizeUserText: Sanitize = sanitizer(undefined);
