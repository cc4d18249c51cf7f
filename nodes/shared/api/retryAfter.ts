import { DateTime } from 'luxon';
import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';

/** Luxon reads a bare number as a year, and no date is longer than this. */
const DATE = /^(?=.{1,64}$)(\d{4}-\d\d-|[A-Z][a-z]{2})/;

/** An HTTP or ISO 8601 date, in milliseconds since the epoch. */
function timestampOf(value: unknown): number | undefined {
	const text = typeof value === 'string' ? value.trim() : '';
	if (!DATE.test(text)) return undefined;
	// Expressions set Luxon's default zone, possibly to an invalid one.
	const zone = 'utc';
	const times = [DateTime.fromHTTP(text, { zone }), DateTime.fromISO(text, { zone })];
	return times.find(({ isValid }) => isValid)?.toMillis();
}

/** The number of milliseconds in a number of seconds. */
function secondsOf(value: unknown): number | undefined {
	const text = String(value).trim();
	if (!/^\d+(\.\d+)?$/.test(text)) return undefined;
	return Math.min(Math.ceil(Number(text) * 1000), Number.MAX_SAFE_INTEGER);
}

/**
 * How long an answer asks to wait: its header `Retry-After` (seconds or a date), or the `deferUntil` of a safety gate (where
 * in the body it stands is not documented). The longest one counts.
 *
 * @returns milliseconds from the moment of the answer, or undefined if it asks for nothing
 */
export function retryAfterMs({ headers, body }: IN8nHttpFullResponse): number | undefined {
	const { error, deferUntil } = (body ?? {}) as IDataObject;
	const retryAfter = [headers?.['retry-after']].flat();
	const dates = [...retryAfter, deferUntil, (error as IDataObject | null | undefined)?.deferUntil];
	// By the clock of the service: that of n8n may be wrong.
	const answeredAt = timestampOf(headers?.date) ?? Date.now();

	const waits = [
		...retryAfter.map(secondsOf),
		...dates.map((date) => {
			const timestamp = timestampOf(date);
			return timestamp === undefined ? undefined : Math.max(0, timestamp - answeredAt);
		}),
	].filter((ms) => ms !== undefined);
	return waits.length > 0 ? Math.max(...waits) : undefined;
}
