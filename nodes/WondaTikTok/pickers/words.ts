import { DateTime, IANAZone } from 'luxon';

import type { Quote } from '../../shared/failures/quote';

/** Names, captions and the like are cut in a list, in characters. */
export const SHORT = 60;

/** So many of an ID's last characters tell it apart: the first ones are a time. */
const END_OF_ID = 6;

export const endOf = (id: unknown) => `…${String(id).slice(-END_OF_ID)}`;

/** A longer address is none that a browser should open. */
const LONGEST_URL = 2000;

function urlOf(address: unknown): URL | undefined {
	if (typeof address !== 'string' || address.length > LONGEST_URL) return undefined;
	try {
		const url = new URL(address);
		return /^https?:$/.test(url.protocol) ? url : undefined;
	} catch {
		return undefined;
	}
}

/** An address that n8n may link to: http or https, without anything that would have to be masked. */
export function linkTo(address: unknown, quote: Quote): string | undefined {
	const href = urlOf(address)?.href;
	return href !== undefined && quote(href, LONGEST_URL) === href ? href : undefined;
}

/** The name of the file that an address ends with; empty where there is none. */
export function fileNameIn(address: unknown, quote: Quote): string {
	const name = urlOf(address)?.pathname.split('/').at(-1) ?? '';
	try {
		return quote(decodeURIComponent(name), SHORT);
	} catch {
		return quote(name, SHORT);
	}
}

/** A time in a zone, with the zone's name; empty for what is none. */
export function timeIn(zone: string, time: unknown): string {
	if (typeof time !== 'string' || time.length > SHORT) return '';
	const known = IANAZone.isValidZone(zone) ? zone : 'UTC';
	const local = DateTime.fromISO(time, { zone: known });
	return local.isValid ? `${local.toFormat('yyyy-MM-dd HH:mm')} ${known}` : '';
}

export const secondsOf = (ms: unknown) =>
	Number.isFinite(ms) ? `${Math.round(Number(ms) / 100) / 10} s` : '';

export const sizeOf = (width: unknown, height: unknown) =>
	Number.isFinite(width) && Number.isFinite(height) ? `${String(width)} × ${String(height)}` : '';
