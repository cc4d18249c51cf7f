import { DateTime, Duration } from 'luxon';

import type { Sanitize } from '../../shared/api/sanitize';
import { fileNameIn } from '../../shared/files/fileName';
import { httpUrl } from '../../shared/validation/values';

/** Names, captions and the like are cut after so many characters. */
export const SHORT = 60;

/** The last characters of an ID identify it: the first ones are a time. */
const END_OF_ID = 6;

export const endOf = (id: unknown) => `…${String(id).slice(-END_OF_ID)}`;

/** A browser opens no longer address. */
const MAX_URL_LENGTH = 2000;

const urlOf = (address: unknown): URL | undefined =>
	typeof address === 'string' && address.length <= MAX_URL_LENGTH ? httpUrl(address) : undefined;

/** An address that n8n may link to: http or https, without the API key. */
export function linkTo(address: unknown, sanitize: Sanitize): string | undefined {
	const href = urlOf(address)?.href;
	return href !== undefined && sanitize(href, MAX_URL_LENGTH) === href ? href : undefined;
}

/** The name of the file that an address ends with; empty if there is none. */
export function fileNameOf(address: unknown, sanitize: Sanitize): string {
	const url = urlOf(address);
	return url ? sanitize(fileNameIn(url), SHORT) : '';
}

const MINUTE_MS = 60_000;

/** How far ahead a time is, as in "in 1 day 16 h" or "in 2 h 5 min". */
function distanceTo(time: DateTime): string {
	const minutes = Math.round((time.toMillis() - Date.now()) / MINUTE_MS);
	if (minutes < 1) return 'due';
	const {
		days,
		hours,
		minutes: rest,
	} = Duration.fromObject({ minutes }).shiftTo('days', 'hours', 'minutes');
	const parts = [
		days > 0 && `${days} ${days === 1 ? 'day' : 'days'}`,
		hours > 0 && `${hours} h`,
		days === 0 && rest > 0 && `${rest} min`,
	];
	return `in ${parts.filter(Boolean).join(' ')}`;
}

/** The time of an ISO 8601 text on the clock of a zone, with its offset, and how far ahead it is; undefined for anything else. */
export function timeIn(zone: string, time: unknown): string | undefined {
	if (typeof time !== 'string' || time.length > SHORT) return undefined;
	const local = DateTime.fromISO(time, { zone });
	return local.isValid
		? `${local.toFormat("yyyy-MM-dd HH:mm 'GMT'Z")} (${distanceTo(local)})`
		: undefined;
}

export const durationOf = (ms: unknown) =>
	Number.isFinite(ms) ? `${Math.round(Number(ms) / 100) / 10} s` : '';
