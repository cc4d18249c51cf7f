import { DateTime } from 'luxon';

// In every hour of the day it is between 4 and 16 o'clock in one of them, and none keeps the time of UTC.
const ZONES = [
	'Asia/Tokyo',
	'Asia/Kolkata',
	'America/New_York',
	'America/Los_Angeles',
	'Pacific/Auckland',
];

/** A time zone in which this day began some hours ago and has some hours to come. */
export function zoneByDay(): string {
	const found = ZONES.find((zone) => {
		const { hour } = DateTime.now().setZone(zone);
		return hour >= 4 && hour < 16;
	});
	if (!found) throw new Error('It is night in every zone of the list.');
	return found;
}
