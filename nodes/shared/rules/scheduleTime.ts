import { DateTime, IANAZone } from 'luxon';

import type { FieldRule } from './fieldRules';

/** "Single video publish", `scheduledAt`: must be 5 minutes to 29 days in the future. */
const SOONEST = { minutes: 5 };
const LATEST = { days: 29 };

/** Seconds and an offset, never a bare Z: "ISO 8601 timestamp with timezone offset". */
const FORMAT = "yyyy-MM-dd'T'HH:mm:ssZZ";

/** A date with a time of day; the rest of ISO 8601 (a time alone, a date alone) would be filled up by guessing. */
const DATE_AND_TIME = /^\s*[+-]?\d{4,}[-\dW]*[T ]\d{2}/;

/** Anything with a moment of its own: a Luxon DateTime, of whichever copy of Luxon, or a Date. */
function momentOf(value: unknown, zone: string): DateTime | undefined {
	if (value instanceof Date) return DateTime.fromJSDate(value, { zone });
	if (DateTime.isDateTime(value)) return DateTime.fromISO(value.toISO() ?? '', { setZone: true });
	return undefined;
}

/** What `$now` gives in a workflow whose time zone is none. */
const isWithoutZone = (value: unknown) =>
	DateTime.isDateTime(value) && value.invalidReason === 'unsupported zone';

const notIn = (workflowZone: string) =>
	`cannot be read in the workflow's time zone “${workflowZone}”, which is no time zone; set one in the workflow's settings`;

/** A text as a time; without an offset it is a local time in the zone. */
function parse(text: string, zone: string): DateTime {
	const iso = DateTime.fromISO(text.trim(), { zone, setZone: true });
	return iso.isValid ? iso : DateTime.fromSQL(text.trim(), { zone, setZone: true });
}

/** Whether a text gives an offset or a zone itself. */
const namesItsZone = (text: string) => +parse(text, 'UTC+1') === +parse(text, 'UTC-1');

/** When clocks go forward an hour of local times does not exist; Luxon would move the post without a word. */
function existsIn(zone: string, text: string, time: DateTime): boolean {
	const wall = parse(text, 'utc');
	return wall.hour === time.setZone(zone).hour && wall.minute === time.minute;
}

/**
 * `scheduledAt`: the picker's local time, an ISO text with or without offset, a Luxon DateTime or a Date becomes an
 * ISO 8601 text with offset. A time without offset is read in the zone of `additionalFields.timezone`, else of the
 * workflow.
 */
export const scheduledAt: FieldRule = function (body) {
	const value: unknown = body.scheduledAt;
	const added = this.getNodeParameter('additionalFields.timezone', '') as unknown;
	const zone = String(added || this.getTimezone());
	const isZone = IANAZone.isValidZone(zone);
	if (added && !isZone) return undefined; // said by the rule of `timezone`

	if (value === undefined || value === null || value === '') {
		return 'is empty; enter the date and time at which to post';
	}

	const text = typeof value === 'string' ? value : '';
	const readIn = isZone ? zone : 'utc';
	const time = momentOf(value, readIn) ?? parse(DATE_AND_TIME.test(text) ? text : '', readIn);
	const isLocal = time.isValid && text !== '' && !namesItsZone(text);
	if (isLocal && !isZone) return `${notIn(zone)}, or add the field Timezone`;
	if (isWithoutZone(value) && !IANAZone.isValidZone(this.getTimezone())) {
		return notIn(this.getTimezone());
	}
	if (!time.isValid) {
		return `must be a date and time such as 2027-01-31T18:30, but is ${JSON.stringify(value)}`;
	}
	if (isLocal && !existsIn(zone, text, time)) {
		return `must exist in ${zone}, but clocks go forward over ${text}`;
	}

	// Not `now()`: expressions have set Luxon's default zone to that of the workflow, which may be none.
	const now = DateTime.utc();
	if (time < now.plus(SOONEST) || time > now.plus(LATEST)) {
		return `must be 5 minutes to 29 days ahead, but is ${time.toFormat(FORMAT)} (${time.toRelative()})`;
	}
	body.scheduledAt = time.toFormat(FORMAT);
	return undefined;
};

/** `timezone`: the name of a zone. */
export const timezone: FieldRule = function () {
	const zone = this.getNodeParameter('additionalFields.timezone') as unknown;
	if (typeof zone === 'string' && IANAZone.isValidZone(zone)) return undefined;
	return `must be a time zone such as Europe/Berlin, but is ${JSON.stringify(zone)}`;
};
