import { DateTime } from 'luxon';
import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';

/** No date is longer than this, in characters. */
const LONGEST_DATE = 64;

/** Luxon takes numbers for dates as well: `3600` for a year. */
const LOOKS_LIKE_DATE = /^(\d{4}-\d\d-|[A-Z][a-z]{2})/;

/** A moment in the forms of HTTP or ISO 8601, in milliseconds since the epoch. */
function momentOf(value: unknown): number | undefined {
	if (typeof value !== 'string' || value.length > LONGEST_DATE) return undefined;
	const text = value.trim();
	if (!LOOKS_LIKE_DATE.test(text)) return undefined;
	// n8n sets Luxon's default zone, which may be an invalid one.
	const zone = 'utc';
	const moments = [DateTime.fromHTTP(text, { zone }), DateTime.fromISO(text, { zone })];
	return moments.find(({ isValid }) => isValid)?.toMillis();
}

/** Milliseconds until a moment, from the one of the answer by the service's own clock: a wrong clock here does no harm. */
function untilMs(value: unknown, sent: number): number | undefined {
	const moment = momentOf(value);
	return moment === undefined ? undefined : Math.max(0, moment - sent);
}

/** Milliseconds for a number of seconds; a number of hundreds of digits is no more than can be counted with. */
function secondsMs(value: unknown): number | undefined {
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const text = String(value).trim();
	if (!/^\d+(\.\d+)?$/.test(text)) return undefined;
	return Math.min(Math.ceil(Number(text) * 1000), Number.MAX_SAFE_INTEGER);
}

/**
 * How long an answer asks to wait: `Retry-After` (seconds or a date), or `deferUntil` of a safety gate (adjacent
 * endpoints, 429; where in the body it stands is not documented). Where there are several, the longest counts.
 *
 * @param response any answer, a gateway's included, with headers and a body of whatever type
 * @returns milliseconds from the moment of the answer, or undefined when it asks for nothing that can be read
 */
export function askedPauseMs(response: IN8nHttpFullResponse): number | undefined {
	const { headers, body } = response;
	const { error, deferUntil } = (body ?? {}) as IDataObject;
	const sent = momentOf(headers?.date) ?? Date.now();

	const asked = [
		...[headers?.['retry-after']]
			.flat()
			.flatMap((value) => [secondsMs(value), untilMs(value, sent)]),
		untilMs(deferUntil, sent),
		untilMs((error as IDataObject | null | undefined)?.deferUntil, sent),
	].filter((ms) => ms !== undefined);
	return asked.length > 0 ? Math.max(...asked) : undefined;
}
