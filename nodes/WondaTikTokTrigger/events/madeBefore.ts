import { DateTime } from 'luxon';

import { isObject } from '../../shared/operations/listIn';

/** Clocks may differ by so much: those of the service among each other, or that of n8n where the service tells no time. */
const SKEW_MS = 5 * 60 * 1000;

/** A time without an offset may be one of any place: between the zones that are the furthest ahead and behind. */
const FIRST_ZONE = 'UTC+14';
const LAST_ZONE = 'UTC-12';

/** A shorter text names no day, a longer one is no date. */
const DATE_LENGTH = { least: 8, most: 64 };

/**
 * Whether a medium was made before the watch began, where its record says so; that it does is not documented. Undefined
 * where the record leaves it open: without a date, or by a clock, a place or a time of day that may be another.
 *
 * @param since when the watch began, in milliseconds since the epoch
 * @param entry of the list, of whatever type
 */
export function wasMadeBefore(since: number, entry: unknown): boolean | undefined {
	const time = isObject(entry) ? entry.createdAt : undefined;
	if (typeof time !== 'string') return undefined;
	if (time.length < DATE_LENGTH.least || time.length > DATE_LENGTH.most) return undefined;
	// What is no date is neither before nor after anything.
	if (DateTime.fromISO(time, { zone: FIRST_ZONE }).toMillis() >= since) return false;
	const inLastZone = DateTime.fromISO(time, { zone: LAST_ZONE });
	const latest = time.includes('T') ? inLastZone : inLastZone.endOf('day');
	return latest.toMillis() + SKEW_MS < since ? true : undefined;
}
