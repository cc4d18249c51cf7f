import { DateTime } from 'luxon';

import { isNothing, plainText, quoted } from '../../shared/validation/text';
import {
	isAbbreviation,
	isZone,
	noAbbreviation,
	zoneNamed,
} from '../../shared/validation/timeZone';
import { invalid, valid, type Validate, type Field } from '../../shared/validation/validation';

/** "Single video publish", `scheduledAt`: must be 5 minutes to 29 days in the future. */
const EARLIEST = { minutes: 5 };
const LATEST = { days: 29 };

/** "ISO 8601 timestamp with timezone offset": seconds and an offset, never a bare Z. */
const FORMAT = "yyyy-MM-dd'T'HH:mm:ssZZ";

/** A date with a time of day; Luxon would complete the rest of ISO 8601 (a time alone, a date alone) by guessing. */
const DATE_AND_TIME = /^[+-]?\d{4}[-\dW]*[T ]\d{2}/i;

/** No time is longer, in characters. */
const MAX_LENGTH = 100;

const TIME_OF_DAY = /\d\d:\d\d/;

/** What may follow hours and minutes: seconds, and the name of a zone, as in `18:30:00 Europe/London`. */
const SECONDS_AND_ZONE = /^(?::\d\d(?:[.,]\d{1,9})?)? ?([a-z][\w+\-/]*(?::\d\d)?)$/i;

const AM_OR_PM = /^[ap]m$/i;

/** A zone in brackets behind an offset, as Java and Temporal write it: the offset says it all, and Luxon reads no brackets. */
const ZONE_AFTER_OFFSET = /(?<=[+-]\d\d(?::?\d\d)?|Z)\[[^\][]*\]$/i;

/** No place on earth is further from UTC, in minutes. */
const MAX_OFFSET = 14 * 60;

const NO_WORKFLOW_ZONE = (zone: string) =>
	`cannot be read in the workflow's time zone “${zone}”, which does not exist; set another one in the workflow's settings`;

/** A value that is a point in time by itself: a Date, or a Luxon DateTime of any copy of Luxon. */
function pointInTime(value: unknown, zone: string): DateTime | undefined {
	if (value instanceof Date) return DateTime.fromJSDate(value, { zone });
	if (DateTime.isDateTime(value)) return DateTime.fromISO(value.toISO() ?? '', { setZone: true });
	return undefined;
}

/** A text as a time; without an offset it is a local time in the zone. */
function parse(text: string, zone: string): DateTime {
	const iso = DateTime.fromISO(text, { zone, setZone: true });
	return iso.isValid ? iso : DateTime.fromSQL(text, { zone, setZone: true });
}

/** Whether a text is a point in time by itself, whatever the zone. */
const hasOffset = (text: string) => +parse(text, 'UTC+1') === +parse(text, 'UTC-1');

/** When clocks go forward an hour of local times does not exist; Luxon would move the post without a word. */
function existsIn(zone: string, text: string, time: DateTime): boolean {
	const wallClock = parse(text, 'utc');
	return wallClock.hour === time.setZone(zone).hour && wallClock.minute === time.minute;
}

/** A text as a time of day and the name of the zone that it ends with. */
function splitZone(value: unknown): { text: string; zoneName?: string } {
	const text = plainText(value).replace(ZONE_AFTER_OFFSET, '');
	if (text.length > MAX_LENGTH || !DATE_AND_TIME.test(text)) return { text: '' };
	const minutesEnd = text.search(TIME_OF_DAY) + 'HH:mm'.length;
	const zoneName = SECONDS_AND_ZONE.exec(text.slice(minutesEnd))?.[1];
	return zoneName ? { text: text.slice(0, -zoneName.length).trim(), zoneName } : { text };
}

/**
 * `scheduledAt`: the picker's local time, an ISO text with or without offset, a Luxon DateTime or a Date becomes an ISO 8601
 * text with offset. A time without offset is read in the zone that it names, else in the field Timezone, else in the workflow's.
 */
const validateScheduledAt: Validate = (value, { context, values, invalidFields }) => {
	if (isNothing(value)) return invalid('is empty; enter the date and time at which to post');
	// The field Timezone says itself what is wrong with it.
	if (invalidFields.has('timezone')) return valid(value);

	const workflowZone = context.getTimezone();
	const { text, zoneName } = splitZone(value);
	if (zoneName && isAbbreviation(zoneName) && !AM_OR_PM.test(zoneName)) {
		return invalid(noAbbreviation(zoneName));
	}
	const ownZone = zoneName === undefined ? undefined : zoneNamed(zoneName);
	const zone =
		ownZone ??
		(values.timezone as string | undefined) ??
		(isZone(workflowZone) ? workflowZone : undefined);
	const time = pointInTime(value, zone ?? 'utc') ?? parse(text, zone ?? 'utc');
	const isLocal = time.isValid && text !== '' && !hasOffset(text);
	if (isLocal && !zone) {
		return invalid(`${NO_WORKFLOW_ZONE(workflowZone)}, or choose one in the field Timezone`);
	}
	// What `$now` gives in a workflow whose time zone is none.
	const lacksZone = DateTime.isDateTime(value) && value.invalidReason === 'unsupported zone';
	if (lacksZone && !isZone(workflowZone)) return invalid(NO_WORKFLOW_ZONE(workflowZone));
	const isUnknownZone = zoneName !== undefined && !ownZone;
	if (!time.isValid || isUnknownZone || Math.abs(time.offset) > MAX_OFFSET) {
		return invalid(`must be a date and time such as 2027-01-31T18:30, but is ${quoted(value)}`);
	}
	if (isLocal && zone && !existsIn(zone, text, time)) {
		return invalid(
			`does not exist in ${zone}, where clocks go forward over ${text}; choose another time`,
		);
	}
	return withinLimits(time);
};

function withinLimits(time: DateTime) {
	// Not `now()`: expressions set Luxon's default zone to the workflow's, which may be none.
	const now = DateTime.utc();
	const earliest = now.plus(EARLIEST);
	const latest = now.plus(LATEST);
	if (time >= earliest && time <= latest) return valid(time.toFormat(FORMAT));
	const limit =
		time < earliest
			? `the earliest time is ${earliest.setZone(time.zone).toFormat(FORMAT)}`
			: `the latest time is ${latest.setZone(time.zone).toFormat(FORMAT)}`;
	return invalid(`must be 5 minutes to 29 days ahead, but is ${time.toFormat(FORMAT)}; ${limit}`);
}

export const scheduledAt: Field = {
	property: {
		displayName: 'Scheduled At',
		name: 'scheduledAt',
		type: 'dateTime',
		default: '',
		required: true,
		description:
			'When to publish the post: 5 minutes to 29 days from now. A value with a time zone or an offset of its own keeps it.',
		hint: 'In the time zone selected below',
		routing: { send: { type: 'body', property: 'scheduledAt' } },
	},
	validate: validateScheduledAt,
	isValidatedLast: true,
};
