import { DateTime, IANAZone } from 'luxon';

import { isNothing, isText, show } from './list';
import { breaks, takes, type Rule } from './rule';

/** "Single video publish", `scheduledAt`: must be 5 minutes to 29 days in the future. */
const SOONEST = { minutes: 5 };
const LATEST = { days: 29 };

/** Seconds and an offset, never a bare Z: "ISO 8601 timestamp with timezone offset". */
const FORMAT = "yyyy-MM-dd'T'HH:mm:ssZZ";

/** A date with a time of day; the rest of ISO 8601 (a time alone, a date alone) would be filled up by guessing. */
const DATE_AND_TIME = /^[+-]?\d{4}[-\dW]*[T ]\d{2}/;

/** No time, and no name of a zone, is longer than this, in characters; Luxon need not look at longer texts. */
const LONGEST = 100;

/** What the field Timezone holds unless another zone was chosen: the workflow's, which the editor shows beneath it. */
export const WORKFLOW_ZONE = '={{ $now.zoneName }}';

const isZone = (name: string) => name.length <= LONGEST && IANAZone.isValidZone(name);

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

/** A text, without blanks around it, as a time; without an offset it is a local time in the zone. */
function parse(text: string, zone: string): DateTime {
	const iso = DateTime.fromISO(text, { zone, setZone: true });
	return iso.isValid ? iso : DateTime.fromSQL(text, { zone, setZone: true });
}

/** Whether a text gives an offset or a zone itself. */
const namesItsZone = (text: string) => +parse(text, 'UTC+1') === +parse(text, 'UTC-1');

/** When clocks go forward an hour of local times does not exist; Luxon would move the post without a word. */
function existsIn(zone: string, text: string, time: DateTime): boolean {
	const wall = parse(text, 'utc');
	return wall.hour === time.setZone(zone).hour && wall.minute === time.minute;
}

/** A zone in brackets behind an offset, as Java and Temporal write it: the offset tells the moment, and Luxon would drop it. */
const ZONE_BEHIND_OFFSET = /(?<=[+-]\d\d(?::?\d\d)?|Z)\[[^\][]*\]$/i;

/** The words of a value that may be a time; nothing for what cannot be one. */
function wordsOf(value: unknown): string {
	const text = isText(value) ? value.trim() : '';
	const isTime = text.length <= LONGEST && DATE_AND_TIME.test(text);
	return isTime ? text.replace(ZONE_BEHIND_OFFSET, '') : '';
}

/** No clock on earth is further from UTC, in minutes. */
const FURTHEST_OFFSET = 14 * 60;

/**
 * `scheduledAt`: the picker's local time, an ISO text with or without offset, a Luxon DateTime or a Date becomes an
 * ISO 8601 text with offset. A time without offset is read in the zone of `additionalFields.timezone`, else of `timezone`,
 * else of the workflow.
 */
export const scheduledAt: Rule = (value, { context, fields, wrong }) => {
	if (isNothing(value)) return breaks('is empty; enter the date and time at which to post');
	// What is wrong with the zone is said by its own rule.
	if (wrong.has('timezone') || wrong.has('additionalFields.timezone')) return takes(value);

	const workflowZone = context.getTimezone();
	const zone = String(fields['additionalFields.timezone'] ?? fields.timezone ?? workflowZone);
	const known = isZone(zone);
	const readIn = known ? zone : 'utc';
	const text = wordsOf(value);
	const time = momentOf(value, readIn) ?? parse(text, readIn);
	const isLocal = time.isValid && text !== '' && !namesItsZone(text);
	if (isLocal && !known) return breaks(`${notIn(zone)}, or choose one in the field Timezone`);
	if (isWithoutZone(value) && !isZone(workflowZone)) return breaks(notIn(workflowZone));
	if (!time.isValid || Math.abs(time.offset) > FURTHEST_OFFSET) {
		return breaks(`must be a date and time such as 2027-01-31T18:30, but is ${show(value)}`);
	}
	if (isLocal && !existsIn(zone, text, time)) {
		return breaks(`must exist in ${zone}, but clocks go forward over ${text}`);
	}

	// Not `now()`: expressions have set Luxon's default zone to that of the workflow, which may be none.
	const now = DateTime.utc();
	return time < now.plus(SOONEST) || time > now.plus(LATEST)
		? breaks(
				`must be 5 minutes to 29 days ahead, but is ${time.toFormat(FORMAT)} (${time.toRelative()})`,
			)
		: takes(time.toFormat(FORMAT));
};

/** `additionalFields.timezone`, which 0.1.0 saved. */
export const zoneName: Rule = (value) =>
	isText(value) && isZone(value.trim())
		? takes(value.trim())
		: breaks(`must be a time zone such as Europe/Berlin, but is ${show(value)}`);

/**
 * `timezone`. The workflow's own zone is asked of n8n when it is needed: where that is none, times with an offset need none
 * either, and expressions give the zone of the machine.
 */
export const timezone: Rule = (value, beside) =>
	beside.context.getNode().parameters.timezone === WORKFLOW_ZONE
		? takes(undefined)
		: zoneName(value, beside);
