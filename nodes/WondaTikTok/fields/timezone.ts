import { IANAZone } from 'luxon';
import type { INodeProperties } from 'n8n-workflow';

import { WORKFLOW_ZONE } from '../../shared/rules/scheduleTime';

/** Names that IANA gives zones today, and that the list of Node does not hold: it keeps those of their first days. */
const PRESENT_NAMES = [
	...['Africa/Asmara', 'America/Argentina/Buenos_Aires', 'America/Argentina/Catamarca'],
	...['America/Argentina/Cordoba', 'America/Argentina/Jujuy', 'America/Argentina/Mendoza'],
	...['America/Atikokan', 'America/Indiana/Indianapolis', 'America/Kentucky/Louisville'],
	...['America/Nuuk', 'Asia/Ho_Chi_Minh', 'Asia/Kathmandu', 'Asia/Kolkata', 'Asia/Yangon'],
	...['Atlantic/Faroe', 'Europe/Kyiv', 'Pacific/Chuuk', 'Pacific/Kanton', 'Pacific/Pohnpei', 'UTC'],
];

// Only the few are tried: to try all of them would take n8n longer than to load the rest of the node.
const KNOWN_PRESENT_NAMES = PRESENT_NAMES.filter((name) => IANAZone.isValidZone(name));

/** Every zone that n8n's server knows, by its IANA name. */
const ZONES = [...new Set([...Intl.supportedValuesOf('timeZone'), ...KNOWN_PRESENT_NAMES])].sort(
	(a, b) => a.localeCompare(b),
);

/** Time zone of `scheduledAt`; it stays in n8n, the API takes an offset. */
export const timezone: INodeProperties = {
	displayName: 'Timezone',
	name: 'timezone',
	type: 'options',
	options: ZONES.map((name) => ({ name, value: name })),
	default: WORKFLOW_ZONE,
	description:
		"Time zone in which a Scheduled At without offset is read. Unless another one is chosen it is the workflow's.",
};
