import { Settings } from 'luxon';

import { readLog } from '../support/log.mts';
import { useSandbox } from '../support/sandbox.mts';
import { useLeapingTime } from '../support/time.mts';
import { tryValues } from '../support/values.mts';

const time = useLeapingTime();
const api = useSandbox({}, time);

const NEW_YORK = 'America/New_York';
const BERLIN = 'Europe/Berlin';
const TOKYO = 'Asia/Tokyo';
const NO_ZONE = 'Europe/Atlantis';

/** When most tests take place. */
const NOW = '2027-03-01T12:00:00Z';

beforeEach(() => time.travelTo(NOW));

// An expression sets Luxon's own zone to the workflow's, and the tests use the same Luxon.
afterEach(() => {
	Settings.defaultZone = 'system';
	jest.restoreAllMocks();
});

/** The scheduledAt that is sent for each time, or the error's first line. */
async function schedule(
	times: unknown[],
	{ workflow, field }: { workflow?: string; field?: unknown } = {},
): Promise<unknown[]> {
	const tried = await tryValues(
		api,
		'video-schedule',
		'scheduledAt',
		times,
		field === undefined ? {} : { timezone: field },
		workflow === undefined ? {} : { timezone: workflow },
	);
	return tried.map(({ body, message }) => body?.scheduledAt ?? message);
}

/** What is sent for an expression of Scheduled At. */
async function scheduleExpression(scheduledAt: string, timezone: string): Promise<unknown> {
	const { error } = await api.run('video-schedule', {
		parameters: { scheduledAt },
		settings: { timezone },
	});
	const body = api.sent('POST')[0]?.body as { scheduledAt?: string } | undefined;
	return body?.scheduledAt ?? error?.message;
}

describe('A time without offset', () => {
	test.each([
		['that of the workflow', { workflow: NEW_YORK }, '-05:00'],
		['that of the workflow, with half an hour', { workflow: 'Asia/Kolkata' }, '+05:30'],
		['that of the workflow, UTC', { workflow: 'UTC' }, '+00:00'],
		['that of the field Timezone', { workflow: NEW_YORK, field: TOKYO }, '+09:00'],
		['that of the field, by an expression', { field: `={{ " ${TOKYO} " }}` }, '+09:00'],
		[
			"that of the field, where the workflow's is none",
			{ workflow: NO_ZONE, field: TOKYO },
			'+09:00',
		],
	])('is read in a zone: %s', async (_name, zones, offset) => {
		expect(await schedule(['2027-03-10T18:30:00'], zones)).toEqual([
			`2027-03-10T18:30:00${offset}`,
		]);
		expect(api.sent('POST')[0]?.body).not.toHaveProperty('timezone');
	});

	test('is shown in its zone and in UTC, by the output and by the log', async () => {
		const log = readLog();
		const { outputs } = await api.run('video-schedule', {
			parameters: { scheduledAt: '2027-03-10T18:30', timezone: TOKYO },
		});
		const { outputJobId, ...json } = outputs[0]?.[0]?.json ?? {};
		expect(Object.entries(json).slice(0, 3)).toEqual([
			['status', 'scheduled'],
			['scheduledFor', '2027-03-10T09:30:00+00:00'],
			['scheduledAt', '2027-03-10T18:30:00+09:00'],
		]);
		expect(log).toEqual([
			`Item 0 was accepted: job ${String(outputJobId)} (scheduled), due at 2027-03-10T18:30:00+09:00, which is 2027-03-10T09:30:00Z`,
		]);
	});
});

test.each([
	['a DateTime', '={{ $now.plus({ hours: 240 }) }}', '2027-03-11T07:00:00-05:00'],
	[
		'a DateTime elsewhere',
		'={{ $now.setZone("Asia/Tokyo").plus({ days: 10 }) }}',
		'2027-03-11T21:00:00+09:00',
	],
	['a Date', '={{ new Date(Date.now() + 10 * 864e5) }}', '2027-03-11T07:00:00-05:00'],
])('an expression may give %s', async (_name, expression, sent) => {
	expect(await scheduleExpression(expression, NEW_YORK)).toBe(sent);
});

describe("Where the workflow's time zone is none", () => {
	const refusal = `Scheduled At cannot be read in the workflow's time zone “${NO_ZONE}”, which does not exist; set another one in the workflow's settings`;

	test('a time without offset is refused', async () => {
		expect(await schedule(['2027-03-10T18:30'], { workflow: NO_ZONE })).toEqual([
			`${refusal}, or choose one in the field Timezone`,
		]);
	});

	test.each([
		['$now is no time', '={{ $now.plus({ days: 10 }) }}', refusal],
		['a Date needs none', '={{ new Date("2027-03-10T18:30:00Z") }}', '2027-03-10T18:30:00+00:00'],
		[
			'neither does a DateTime in a zone of its own',
			'={{ DateTime.fromISO("2027-03-10T18:30", { zone: "Asia/Tokyo" }) }}',
			'2027-03-10T18:30:00+09:00',
		],
	])('%s', async (_name, expression, sent) => {
		expect(await scheduleExpression(expression, NO_ZONE)).toBe(sent);
	});
});

describe('5 minutes to 29 days ahead', () => {
	test('are taken', async () => {
		const times = ['2027-03-01T12:05:00Z', '2027-03-30T12:00:00Z', '2027-03-30T14:00:00+02:00'];
		expect(await schedule(times)).toEqual(times.map((sent) => sent.replace('Z', '+00:00')));
	});

	test.each([
		['a DateTime', '={{ $now.plus({ minutes: 3 }) }}'],
		['a Date', '={{ new Date(Date.now() + 30 * 864e5) }}'],
	])('are the only ones: %s', async (_name, scheduledAt) => {
		expect(await scheduleExpression(scheduledAt, TOKYO)).toMatch(
			/^Scheduled At must be 5 minutes to 29 days ahead, but is 202/,
		);
		expect(api.sent()).toEqual([]);
	});
});

test('a time that is no time, and an invalid Timezone, are refused before any request', async () => {
	const [message] = await schedule(['2027-03-10T18:30'], { field: '={{ "CEST" }}' });
	expect(message).toBe('Timezone must be a time zone such as Europe/Berlin, but is “CEST”');
	expect(await scheduleExpression('={{ new Date("soon") }}', BERLIN)).toMatch(
		/^Scheduled At must be written like/,
	);
	await expect(scheduleExpression('', BERLIN)).rejects.toThrow(/issues/);
	expect(api.sent()).toEqual([]);
});

test('limits on a clock that differs from ours are left to the API', async () => {
	api.sandbox.clock.skew(3_600_000);
	const [tried] = await tryValues(api, 'video-schedule', 'scheduledAt', ['2027-03-01T12:10:00Z']);

	expect(tried?.message).toMatch(/^Wonda does not accept one of the values: /);
	expect(tried?.description).toMatch(
		/“scheduledAt must be .+” \(validation_error, HTTP 400\).*Nothing was posted/,
	);
});
