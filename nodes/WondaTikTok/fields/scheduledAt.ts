import { DateTime } from 'luxon';

import { isNothing, plainText, quoted } from '../../shared/validation/text';
import {
	isAbbreviation,
	isOffset,
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

/**
 * A date and a time of day, then nothing, an offset (behind it Java and Temporal write a zone in brackets, which adds nothing), or
 * the name of a zone.
 */
const DATE_AND_TIME =
	/^(\d{4}-\d\d-\d\d)([T ])(\d\d:\d\d)(:\d\d(?:[.,]\d{1,9})?)? ?(?:(Z|[+-]\d\d(?::?\d\d)?)(?:\[[^\][]*\])?|\[?([a-z][\w+\-/]*(?::\d\d)?)\]?)?$/i;

const AM_OR_PM = /^[ap]m$/i;

const RANGE =
	'could be a range of times or a time with an offset; enter one time, with its offset as in 2027-01-31T18:30:00-05:00';

const NO_WORKFLOW_ZONE = (zone: string) =>
	`cannot be read in the workflow's time zone “${zone}”, which does not exist; set another one in the workflow's settings`;

/** A value that is a point in time by itself: a Date, or a Luxon DateTime of any copy of Luxon. */
function pointInTime(value: unknown, zone: string): DateTime | undefined {
	if (value instanceof Date) return DateTime.fromJSDate(value, { zone });
	if (DateTime.isDateTime(value)) return DateTime.fromISO(value.toISO() ?? '', { setZone: true });
	return undefined;
}

/** When clocks go back an hour comes twice; Luxon takes the one whose offset is that of today. */
function firstOfTwo(time: DateTime): DateTime {
	const before = time.minus({ hours: 1 });
	return before.hour === time.hour ? before : time;
}

/** When clocks go forward an hour of local times does not exist; Luxon would move the post without a word. */
function existsAs(text: string, time: DateTime): boolean {
	const wallClock = DateTime.fromISO(text, { zone: 'utc' });
	return wallClock.hour === time.hour && wallClock.minute === time.minute;
}

/**
 * `scheduledAt`: the picker's local time, an ISO text with or without offset, a Luxon DateTime or a Date becomes an ISO 8601
 * text with offset. A time without offset is read in the zone that it names, else in the field Timezone, else in the workflow's.
 */
const validateScheduledAt: Validate = (value, { context, values, invalidFields }) => {
	if (isNothing(value)) return invalid('is empty; enter the date and time at which to post');
	// The field Timezone says itself what is wrong with it.
	if (invalidFields.has('timezone')) return valid(value);

	const malformed = invalid(
		`must be written like 2027-01-31 18:30 (year-month-day, 24-hour clock), but is ${quoted(value)}`,
	);
	const workflowZone = context.getTimezone();
	const usualZone =
		(values.timezone as string | undefined) ?? (isZone(workflowZone) ? workflowZone : undefined);
	// What `$now` gives in a workflow whose time zone is none.
	const lacksZone = DateTime.isDateTime(value) && value.invalidReason === 'unsupported zone';
	if (lacksZone && !isZone(workflowZone)) return invalid(NO_WORKFLOW_ZONE(workflowZone));
	const point = pointInTime(value, usualZone ?? 'utc');
	if (point) return point.isValid && isOffset(point.offset) ? withinLimits(point) : malformed;

	const parts = DATE_AND_TIME.exec(plainText(value));
	if (!parts) return malformed;
	const [, date, separator, hourAndMinute, seconds = '', offset, name] = parts;
	if (name && isAbbreviation(name)) {
		return AM_OR_PM.test(name) ? malformed : invalid(noAbbreviation(name));
	}
	if (separator === ' ' && !seconds && offset?.startsWith('-')) return invalid(RANGE);
	const ownZone = offset ?? name;
	const zone = ownZone === undefined ? usualZone : zoneNamed(ownZone);
	if (!zone) {
		return ownZone === undefined
			? invalid(`${NO_WORKFLOW_ZONE(workflowZone)}, or choose one in the field Timezone`)
			: malformed;
	}
	const text = `${date}T${hourAndMinute}${seconds}`;
	const time = firstOfTwo(DateTime.fromISO(text, { zone }));
	if (!time.isValid) return malformed;
	if (!existsAs(text, time)) {
		return invalid(
			`does not exist in ${zone}, where clocks go forward and skip ${text}; choose another time`,
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
			'When to publish the post: 5 minutes to 29 days from now. If the value includes a time zone or an offset, that is used instead of Timezone.',
		hint: 'In the time zone selected below',
		routing: { send: { type: 'body', property: 'scheduledAt' } },
	},
	validate: validateScheduledAt,
	isValidatedLast: true,
};
