import { sanitizeUserText } from '../api/sanitize';

/** A value is cut after so many characters where a message quotes it. */
const QUOTED_LENGTH = 100;

/** Characters without any width, which come along when a text is copied from a page or a spreadsheet. */
const ZERO_WIDTH = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/** Spaces and such characters at the beginning or the end of a text. */
const AROUND =
	/^[\s\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+|(?<![\s\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff])[\s\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+$/g;

/** Dashes and spaces that look like the plain ones. */
const LOOKALIKE = /(?=[^\x20-\x7e])[\p{Pd}\p{Zs}]/u;

/** Whether a value is a text that says something. */
export const isText = (value: unknown): value is string =>
	typeof value === 'string' && value.trim() !== '';

/** Whether a value says nothing at all. */
export const isNothing = (value: unknown) =>
	value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/**
 * A text of one line as it was meant: without characters that have no width, with single plain spaces in place of others and of
 * line breaks, and without spaces around it; empty for anything else.
 */
export const plainText = (value: unknown): string =>
	typeof value === 'string' ? value.replace(ZERO_WIDTH, '').replace(/\s+/g, ' ').trim() : '';

/** A text without what came along when it was copied; what is within it stays. */
export const trimmedText = (text: string): string => text.replace(AROUND, '');

const nameOf = (character: string) =>
	`U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`;

/** A value as a message quotes it: on one line of a readable length, with the name of a character that only looks plain. */
export function quoted(value: unknown): string {
	if (isNothing(value)) return 'empty';
	if (typeof value !== 'string') return sanitizeUserText(value, QUOTED_LENGTH);
	const text = sanitizeUserText(value.replace(ZERO_WIDTH, ''), QUOTED_LENGTH);
	const lookalike = LOOKALIKE.exec(plainText(text))?.[0];
	return lookalike ? `“${text}” (with the character ${nameOf(lookalike)})` : `“${text}”`;
}
