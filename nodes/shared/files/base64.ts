import { sanitizeUserText } from '../api/sanitize';

const DATA_URL_PREFIX = /^\s*data:[^,]{0,200};base64,/i;

/** What neither of the two alphabets of Base64 holds; line breaks are allowed. */
const NOT_BASE64 = /[^\w+/=\s-]/;

/** Of other content a message shows so many characters: enough to recognise an address, too few for the secrets in its query. */
const SHOWN_LENGTH = 30;

/** Base64 without the prefix of a data URL. */
export const withoutPrefix = (content: string): string => content.replace(DATA_URL_PREFIX, '');

/**
 * Checks content in linear time, without decoding it. Node decodes any text, an address or a path too, into bytes of no meaning,
 * and stops at padding.
 *
 * @throws Error if it is not Base64, showing how it begins, if padding shows that it was encoded in parts, or if its length shows
 * that it was cut
 */
export function assertBase64(base64: string): void {
	if (NOT_BASE64.test(base64)) {
		throw new Error(`its content is not Base64 but “${sanitizeUserText(base64, SHOWN_LENGTH)}”`);
	}
	const padding = base64.indexOf('=');
	if (padding >= 0 && !/^[=\s]*$/.test(base64.slice(padding))) {
		throw new Error('its Base64 was made of parts, of which only the first would be read');
	}
	const beside = base64.match(/[=\s]/g)?.length ?? 0;
	// The last group of characters has 2, 3 or 4.
	if ((base64.length - beside) % 4 === 1) throw new Error('its Base64 is incomplete');
}

/** Decodes at most so many bytes of Base64, all by default. */
export function decode(base64: string, length = base64.length): Buffer {
	// 4 characters hold 3 bytes; the rest is for line breaks between them.
	return Buffer.from(base64.slice(0, length * 2), 'base64').subarray(0, length);
}
