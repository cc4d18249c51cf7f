import { DateTime, IANAZone } from 'luxon';

import type { Sanitize } from '../../shared/api/sanitize';

/** Names, captions and the like are cut after so many characters. */
export const SHORT = 60;

/** The last characters of an ID identify it: the first ones are a time. */
const END_OF_ID = 6;

export const endOf = (id: unknown) => `…${String(id).slice(-END_OF_ID)}`;

/** A browser opens no longer address. */
const MAX_URL_LENGTH = 2000;

function urlOf(address: unknown): URL | undefined {
	if (typeof address !== 'string' || address.length > MAX_URL_LENGTH) return undefined;
	try {
		const url = new URL(address);
		return /^https?:$/.test(url.protocol) ? url : undefined;
	} catch {
		return undefined;
	}
}

/** An address that n8n may link to: http or https, without the API key. */
export function linkTo(address: unknown, sanitize: Sanitize): string | undefined {
	const href = urlOf(address)?.href;
	return href !== undefined && sanitize(href, MAX_URL_LENGTH) === href ? href : undefined;
}

/** The name of the file that an address ends with; empty if there is none. */
export function fileNameIn(address: unknown, sanitize: Sanitize): string {
	const name = urlOf(address)?.pathname.split('/').at(-1) ?? '';
	try {
		return sanitize(decodeURIComponent(name), SHORT);
	} catch {
		return sanitize(name, SHORT);
	}
}

/** A time in a zone, with the zone's name; empty for anything that is not a time. */
export function timeIn(zone: string, time: unknown): string {
	if (typeof time !== 'string' || time.length > SHORT) return '';
	const known = IANAZone.isValidZone(zone) ? zone : 'UTC';
	const local = DateTime.fromISO(time, { zone: known });
	return local.isValid ? `${local.toFormat('yyyy-MM-dd HH:mm')} ${known}` : '';
}

export const durationOf = (ms: unknown) =>
	Number.isFinite(ms) ? `${Math.round(Number(ms) / 100) / 10} s` : '';

export const sizeOf = (width: unknown, height: unknown) =>
	Number.isFinite(width) && Number.isFinite(height) ? `${String(width)} × ${String(height)}` : '';
