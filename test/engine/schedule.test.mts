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
const LORD_HOWE = 'Australia/Lord_Howe';
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

	test('may be written as the picker, databases and spreadsheets write it', async () => {
		const sent = await schedule(
			[
				'2027-03-10T18:30:00',
				'2027-03-10T18:30',
				'2027-03-10 18:30',
				'2027-03-10 18:30:00',
				'2027-03-10T18:30:00.123',
				' 2027-03-10T18:30:00\n',
			],
			{ workflow: NEW_YORK },
		);
		expect(sent).toEqual(sent.map(() => '2027-03-10T18:30:00-05:00'));
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
	['2027-03-10T18:30:00+05:30', '+05:30'],
	['2027-03-10T18:30:00-08:00', '-08:00'],
	['2027-03-10T18:30:00+0200', '+02:00'],
	['2027-03-10T18:30:00Z', '+00:00'],
	['2027-03-10T18:30:00+01:00[Asia/Tokyo]', '+01:00'],
	['2027-03-10 18:30:00 America/New_York', '-05:00'],
])('%s keeps its moment in every zone', async (text, offset) => {
	for (const zones of [{ workflow: BERLIN }, { field: TOKYO }, { workflow: NO_ZONE }]) {
		expect(await schedule([text], zones)).toEqual([`2027-03-10T18:30:00${offset}`]);
	}
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
		['4 minutes and 55 seconds', '2027-03-01T12:04:55Z'],
		['29 days and a minute', '2027-03-30T12:01:00Z'],
		['the past', '2026-03-01T12:00:00Z'],
		['3 minutes, in another zone', '2027-03-01T21:03'],
		['a DateTime', '={{ $now.plus({ minutes: 3 }) }}'],
		['a Date', '={{ new Date(Date.now() + 30 * 864e5) }}'],
	])('are the only ones: %s', async (_name, scheduledAt) => {
		expect(await scheduleExpression(scheduledAt, TOKYO)).toMatch(
			/^Scheduled At must be 5 minutes to 29 days ahead, but is 202/,
		);
		expect(api.sent()).toEqual([]);
	});
});

test('what is no date with a time is refused before any request', async () => {
	const times = [
		...['next friday', '2027-03-10', '18:30', '2027-02-30T10:00', '2027-03-10T25:00'],
		...['2027-03-10T18:30+25:00', 1_804_000_000_000, { at: '18:30' }, true],
	];
	for (const message of await schedule(times)) {
		expect(message).toMatch(/^Scheduled At must be a date and time such as \d{4}-/);
	}
	for (const message of await schedule([undefined, null, '', ' '])) {
		expect(message).toMatch(/^Scheduled At is empty/);
	}
	expect(await scheduleExpression('={{ new Date("soon") }}', BERLIN)).toMatch(
		/^Scheduled At must be a date and time/,
	);
	await expect(scheduleExpression('', BERLIN)).rejects.toThrow(/issues/);
	expect(api.sent()).toEqual([]);
});

test.each([
	['={{ $json.nothing }}', 'empty'],
	['={{ "" }}', 'empty'],
	['={{ "Berlin" }}', '“Berlin”'],
	['={{ "CEST" }}', '“CEST”'],
	['={{ 5 }}', '5'],
])('an invalid Timezone is refused: %s', async (field, shown) => {
	expect(await schedule(['2027-03-10T18:30'], { field, workflow: NO_ZONE })).toEqual([
		`Timezone must be a time zone such as Europe/Berlin, but is ${shown}`,
	]);
	expect(api.sent()).toEqual([]);
});

describe('When clocks change', () => {
	test.each([
		['the day before they go forward', BERLIN, '2027-03-27T10:00', '2027-03-27T10:00:00+01:00'],
		['the last minute before they do', BERLIN, '2027-03-28T01:59', '2027-03-28T01:59:00+01:00'],
		['the first minute after', BERLIN, '2027-03-28T03:00', '2027-03-28T03:00:00+02:00'],
		['the day after, in New York', NEW_YORK, '2027-03-15T10:00', '2027-03-15T10:00:00-04:00'],
		['back by half an hour', LORD_HOWE, '2027-04-04T12:00', '2027-04-04T12:00:00+10:30'],
		[
			'a left out hour, by its offset',
			BERLIN,
			'2027-03-28T02:30+01:00',
			'2027-03-28T02:30:00+01:00',
		],
		['an hour that comes twice', BERLIN, '2026-10-25T02:30', '2026-10-25T02:30:00+02:00'],
		['an hour that comes twice', NEW_YORK, '2026-11-01T01:30', '2026-11-01T01:30:00-04:00'],
	])('%s is read as what it is: in %s %s', async (_name, workflow, local, sent) => {
		time.travelTo(local < '2027' ? '2026-10-15T12:00:00Z' : '2027-03-10T12:00:00Z');
		expect(await schedule([local], { workflow })).toEqual([sent]);
	});

	test.each([
		[BERLIN, ['2027-03-28T02:00', '2027-03-28T02:59:59', '2027-03-28 02:30']],
		[NEW_YORK, ['2027-03-14T02:30']],
	])('an hour that does not exist is refused: in %s', async (workflow, times) => {
		expect(await schedule(times, { workflow })).toEqual(
			times.map(
				(local) =>
					`Scheduled At does not exist in ${workflow}, where clocks go forward over ${local.replace(' ', 'T')}; choose another time`,
			),
		);
		expect(api.sent()).toEqual([]);
	});
});

test('limits on a clock that differs from ours are left to the API', async () => {
	api.sandbox.clock.skew(3_600_000);
	const [tried] = await tryValues(api, 'video-schedule', 'scheduledAt', ['2027-03-01T12:10:00Z']);

	expect(tried?.message).toMatch(/^Wonda does not accept one of the values: /);
	expect(tried?.description).toMatch(
		/“scheduledAt must be .+” \(validation_error, HTTP 400\).*Nothing was posted/,
	);
});
