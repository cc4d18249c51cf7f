import { IANAZone } from 'luxon';

import { plainText, quoted } from '../../shared/validation/text';
import { isAbbreviation, noAbbreviation, zoneNamed } from '../../shared/validation/timeZone';
import { invalid, valid, type Validate, type Field } from '../../shared/validation/validation';

/** The zone of the workflow. The editor shows beneath the field what it resolves to. */
const WORKFLOW_ZONE = '={{ $now.zoneName }}';

/**
 * Names that Node's list lacks: today's names of zones that it has under older ones, and those of UTC that n8n's setting of a time
 * zone offers. The editor marks the field as wrong where the workflow's zone is not in the list.
 */
const OTHER_NAMES = [
	...['Africa/Asmara', 'America/Argentina/Buenos_Aires', 'America/Argentina/Catamarca'],
	...['America/Argentina/Cordoba', 'America/Argentina/Jujuy', 'America/Argentina/Mendoza'],
	...['America/Atikokan', 'America/Indiana/Indianapolis', 'America/Kentucky/Louisville'],
	...['America/Nuuk', 'Asia/Ho_Chi_Minh', 'Asia/Kathmandu', 'Asia/Kolkata', 'Asia/Yangon'],
	...['Atlantic/Faroe', 'Europe/Kyiv', 'Pacific/Chuuk', 'Pacific/Kanton', 'Pacific/Pohnpei', 'UTC'],
	...['Etc/UTC', 'Etc/GMT', 'GMT'],
];

// Only these few are tried: trying all zones would take n8n longer than loading the rest of the node.
const KNOWN_OTHER_NAMES = OTHER_NAMES.filter((name) => IANAZone.isValidZone(name));

/** Every zone that n8n's server knows, by its IANA name. */
const ZONES = [...new Set([...Intl.supportedValuesOf('timeZone'), ...KNOWN_OTHER_NAMES])].sort(
	(a, b) => a.localeCompare(b),
);

/**
 * A time zone. The workflow's own is asked of n8n when it is needed: if that is no zone, times with an offset do not need it,
 * and expressions give the zone of the machine.
 */
const validateTimezone: Validate = (value, { context }) => {
	if (context.getNode().parameters.timezone === WORKFLOW_ZONE) return valid(undefined);
	const name = plainText(value);
	if (isAbbreviation(name)) return invalid(noAbbreviation(name));
	const zone = zoneNamed(name);
	return zone
		? valid(zone)
		: invalid(`must be a time zone such as Europe/Berlin, but is ${quoted(value)}`);
};

/** Time zone of `scheduledAt`. It stays in n8n: the API takes an offset. */
export const timezone: Field = {
	property: {
		displayName: 'Timezone',
		name: 'timezone',
		type: 'options',
		options: ZONES.map((name) => ({ name, value: name })),
		default: WORKFLOW_ZONE,
		description:
			"Time zone of Scheduled At, such as America/Los_Angeles. The default is the workflow's time zone.",
	},
	validate: validateTimezone,
};

/** Hands the zone of the workflow to the list of scheduled posts: a list itself knows only the zone of the instance. */
export const workflowTimezone: Field = {
	property: {
		displayName: 'Workflow Timezone',
		name: 'workflowTimezone',
		type: 'hidden',
		default: WORKFLOW_ZONE,
	},
};
