import { IANAZone } from 'luxon';

import { quoted } from './text';

/** No name of a zone is longer, in characters; Luxon need not look at longer texts. */
const MAX_LENGTH = 100;

const PLAIN_NAMES = /^(UTC|GMT|Z)$/i;

/** The runtime reads some abbreviations as other places: BST as Dhaka, AST as Anchorage, SST as Guadalcanal. */
const ABBREVIATION = /^[a-z]{1,3}$/i;

const OFFSET = /^(?:UTC|GMT)?([+-])(\d{1,2})(?::?([0-5]\d))?$/i;

/** No place on earth is further from UTC, in minutes. */
const MAX_OFFSET = 14 * 60;

/** Whether clocks somewhere are so many minutes from UTC. */
export const isOffset = (minutes: number) => Math.abs(minutes) <= MAX_OFFSET;

/** Whether the runtime knows a zone of this name. */
export const isZone = (name: string) => name.length <= MAX_LENGTH && IANAZone.isValidZone(name);

/** Whether a name is an abbreviation such as BST, which stands for several zones. */
export const isAbbreviation = (name: string) => ABBREVIATION.test(name) && !PLAIN_NAMES.test(name);

/**
 * The time zone of an IANA name, of `UTC`, `GMT`, `Z`, or of an offset such as `+02:00`, as Luxon names it; undefined for anything
 * else, abbreviations included.
 */
export function zoneNamed(name: string): string | undefined {
	if (isAbbreviation(name)) return undefined;
	if (PLAIN_NAMES.test(name)) return 'UTC';
	const [, sign, hours, minutes = '00'] = OFFSET.exec(name) ?? [];
	if (sign) {
		const isPlace = isOffset(Number(hours) * 60 + Number(minutes));
		return isPlace ? `UTC${sign}${hours}:${minutes}` : undefined;
	}
	return isZone(name) ? name : undefined;
}

/** What is wrong with an abbreviation, and what to use in its place. */
export const noAbbreviation = (name: string) =>
	`must not use ${quoted(name)} as a time zone: abbreviations are ambiguous; use a name such as America/Los_Angeles or an offset such as -08:00`;
