import { DateTime, Settings } from 'luxon';

import { ACCOUNTS, MEDIA } from '../../../tools/sandbox/seed.mts';
import { useSandbox } from '../../support/sandbox.mts';

const api = useSandbox();

const NEW_YORK = 'America/New_York';
const BERLIN = 'Europe/Berlin';

/** What the saved workflow sends beside the time. */
const SAVED = {
	mediaId: MEDIA.videos[1],
	tiktokAccountId: ACCOUNTS.studio,
	caption: 'Next week',
	privacyLevel: 'SELF_ONLY',
};

/** Schedules in a workflow of a time zone, and with another one in the field Timezone where `zone` is given. */
const schedule = (
	scheduledAt: unknown,
	{ timezone, zone, ...parameters }: Record<string, unknown> = {},
) =>
	api.run('video-schedule', {
		parameters: { scheduledAt, ...(zone === undefined ? {} : { timezone: zone }), ...parameters },
		settings: timezone === undefined ? {} : { timezone: String(timezone) },
	});

const sentBody = () => api.sent('POST')[0]?.body as Record<string, unknown> | undefined;
const sentTime = () => sentBody()?.scheduledAt;

/** A time of day ten days ahead, in a zone, without fractions of a second. */
const inTenDays = (zone: string) =>
	DateTime.now().setZone(zone).plus({ days: 10 }).set({ hour: 18, minute: 30 }).startOf('minute');

const local = (time: DateTime) => time.toFormat("yyyy-MM-dd'T'HH:mm:ss");
const withOffset = (time: DateTime) => time.toFormat("yyyy-MM-dd'T'HH:mm:ssZZ");

/** Lets the time be another one, for the node and for the sandbox; it goes on from there. */
function travelTo(now: string): void {
	const offset = Date.parse(now) - Date.now();
	const { now: real } = Date;
	jest.spyOn(Date, 'now').mockImplementation(() => real.call(Date) + offset);
}

afterEach(() => {
	jest.restoreAllMocks();
});

test('schedules, and outputs the answer at once, without looking at the job', async () => {
	const { outputs, error } = await api.run('video-schedule');

	expect(error).toBeUndefined();
	expect(api.sent().map(({ method, path }) => [method, path])).toEqual([
		['POST', '/publish/tiktok'],
	]);
	const [post] = api.sandbox.posts;
	expect(outputs[0]).toEqual([
		{
			json: {
				...(api.sent('POST')[0]?.body as object),
				outputJobId: post?.outputJobId,
				status: 'scheduled',
				scheduledFor: post?.scheduledFor,
			},
			pairedItem: { item: 0 },
		},
	]);
	expect(sentBody()).toEqual({ ...SAVED, scheduledAt: expect.any(String) });
});

test('outputs the time as it was sent, in the zone that it was read in', async () => {
	const time = inTenDays('Asia/Tokyo');

	const { outputs } = await schedule(local(time), { zone: 'Asia/Tokyo', timezone: NEW_YORK });

	expect(outputs[0]?.[0]?.json.scheduledAt).toBe(withOffset(time));
	expect(withOffset(time)).toMatch(/T18:30:00\+09:00$/);
});

test('sends the additional fields beside the time, but not the time zone', async () => {
	const additionalFields = {
		isAigc: true,
		postMode: 'inbox',
		disableComment: true,
		disableDuet: true,
		disableStitch: true,
	};
	const time = inTenDays(BERLIN);
	await schedule(local(time), {
		privacyLevel: 'MUTUAL_FOLLOW_FRIENDS',
		additionalFields: { ...additionalFields, timezone: BERLIN },
	});
	expect(sentBody()).toEqual({
		...SAVED,
		...additionalFields,
		privacyLevel: 'MUTUAL_FOLLOW_FRIENDS',
		scheduledAt: withOffset(time),
	});
});

describe('A time without offset', () => {
	test.each([NEW_YORK, BERLIN, 'Asia/Kolkata', 'UTC'])(
		"is read in the workflow's time zone, %s",
		async (timezone) => {
			const time = inTenDays(timezone);
			await schedule(local(time), { timezone });
			expect(sentTime()).toBe(withOffset(time));
		},
	);

	test('is read in the time zone of the additional field where there is one', async () => {
		const time = inTenDays('Asia/Tokyo');
		await schedule(local(time), {
			timezone: NEW_YORK,
			additionalFields: { timezone: 'Asia/Tokyo' },
		});
		expect(sentTime()).toBe(withOffset(time));
	});

	test.each([
		['as the picker writes it', (time: DateTime) => local(time)],
		['without seconds', (time: DateTime) => time.toFormat("yyyy-MM-dd'T'HH:mm")],
		[
			'with a blank, as spreadsheets have it',
			(time: DateTime) => time.toFormat('yyyy-MM-dd HH:mm'),
		],
		['with a blank and seconds', (time: DateTime) => time.toFormat('yyyy-MM-dd HH:mm:ss')],
		['with fractions of a second', (time: DateTime) => `${local(time)}.123`],
		['with blanks around it', (time: DateTime) => ` ${local(time)}\n`],
	])('may be written %s', async (_name, write) => {
		const time = inTenDays(NEW_YORK);
		await schedule(write(time), { timezone: NEW_YORK });
		expect(sentTime()).toBe(withOffset(time));
	});
});

describe('The field Timezone', () => {
	const inZone = async (zone: unknown) => {
		const time = inTenDays('Asia/Tokyo');
		const { error } = await schedule(local(time), { timezone: NEW_YORK, zone });
		return { error, time };
	};

	test.each(['Asia/Tokyo', '={{ "Asia/Tokyo" }}', '={{ " Asia/Tokyo " }}'])(
		'says where a time without offset is read: %s',
		async (zone) => {
			const { time } = await inZone(zone);
			expect(sentTime()).toBe(withOffset(time));
		},
	);

	test('does not move a time that has an offset', async () => {
		const time = inTenDays(BERLIN);
		await schedule(withOffset(time), { zone: 'Asia/Tokyo' });
		expect(sentTime()).toBe(withOffset(time));
	});

	test('counts after the additional field that 0.1.0 saved', async () => {
		const time = inTenDays('Asia/Tokyo');
		await schedule(local(time), {
			zone: NEW_YORK,
			additionalFields: { timezone: 'Asia/Tokyo' },
		});
		expect(sentTime()).toBe(withOffset(time));
	});

	test('is not sent', async () => {
		await inZone('Asia/Tokyo');
		expect(Object.keys(sentBody() ?? {}).sort()).toEqual(
			[...Object.keys(SAVED), 'scheduledAt'].sort(),
		);
	});

	test.each([
		['={{ $json.nothing }}', 'empty'],
		['={{ "" }}', 'empty'],
		['={{ "Berlin" }}', '“Berlin”'],
		['={{ 5 }}', '5'],
	])('is refused where it is none: %s', async (zone, words) => {
		const { error } = await inZone(zone);
		expect(error?.message).toBe(
			`Timezone must be a time zone such as Europe/Berlin, but is ${words}`,
		);
		expect(api.sent()).toEqual([]);
	});

	test("may be chosen where the workflow's is none", async () => {
		const time = inTenDays('Asia/Tokyo');
		await schedule(local(time), {
			timezone: 'Europe/Atlantis',
			zone: 'Asia/Tokyo',
		});
		expect(sentTime()).toBe(withOffset(time));
		Settings.defaultZone = 'system';
	});
});

describe("Where the workflow's time zone is none", () => {
	const NO_ZONE = (zone: string) =>
		`Scheduled At cannot be read in the workflow's time zone “${zone}”, which is no time zone; set one in the workflow's settings`;

	// n8n's expressions make it Luxon's own, which the tests use as well.
	afterEach(() => {
		Settings.defaultZone = 'system';
	});

	test.each(['DEFAULT', 'Europe/Atlantis'])(
		'a time without offset is refused before any request: %s',
		async (timezone) => {
			const { error } = await schedule(local(inTenDays('UTC')), { timezone });
			expect(error?.message).toBe(`${NO_ZONE(timezone)}, or choose one in the field Timezone`);
			expect(api.sent()).toEqual([]);
		},
	);

	test('neither has $now a time', async () => {
		const { error } = await schedule('={{ $now.plus({ days: 10 }) }}', {
			timezone: 'Europe/Atlantis',
			additionalFields: { timezone: BERLIN },
		});
		expect(error?.message).toBe(NO_ZONE('Europe/Atlantis'));
		expect(api.sent()).toEqual([]);
	});

	test('a time without offset is read in that of the additional field', async () => {
		const time = inTenDays('Asia/Tokyo');
		await schedule(local(time), {
			timezone: 'Europe/Atlantis',
			additionalFields: { timezone: 'Asia/Tokyo' },
		});
		expect(sentTime()).toBe(withOffset(time));
	});

	test.each([
		['a time with an offset', (text: string) => `${text}+05:30`, '+05:30'],
		['a Date', (text: string) => `={{ new Date("${text}Z") }}`, '+00:00'],
		[
			'a DateTime in a zone of its own',
			(text: string) => `={{ DateTime.fromISO("${text}", { zone: "Asia/Tokyo" }) }}`,
			'+09:00',
		],
	])('%s needs none', async (_name, write, offset) => {
		const text = local(inTenDays('UTC'));
		const { error } = await schedule(write(text), { timezone: 'Europe/Atlantis' });
		expect(error).toBeUndefined();
		expect(sentTime()).toBe(text + offset);
	});

	test.each([
		['a time with an offset', () => `${local(DateTime.utc().plus({ days: 30 }))}+00:00`],
		['a Date', () => '={{ new Date(Date.now() + 60_000) }}'],
	])('%s is held to the same limits', async (_name, write) => {
		const { error } = await schedule(write(), { timezone: 'Europe/Atlantis' });
		expect(error?.message).toMatch(/^Scheduled At must be 5 minutes to 29 days ahead/);
		expect(api.sent()).toEqual([]);
	});

	test.each([
		['words are no date and time', 'next friday', 'must be a date and time such as'],
		['no time is empty', '={{ $json.nothing }}', 'is empty'],
	])('%s', async (_name, scheduledAt, rule) => {
		const { error } = await schedule(scheduledAt, { timezone: 'Europe/Atlantis' });
		expect(error?.message).toMatch(new RegExp(`^Scheduled At ${rule}`));
		expect(api.sent()).toEqual([]);
	});

	test('a Timezone that is none is named, and nothing else', async () => {
		const { error } = await schedule(local(inTenDays('UTC')), {
			timezone: 'Europe/Atlantis',
			additionalFields: { timezone: 'CEST' },
		});
		expect(error?.message).toBe(
			'Timezone (Old) must be a time zone such as Europe/Berlin, but is “CEST”',
		);
		expect(api.sent()).toEqual([]);
	});
});

describe('A time with an offset', () => {
	test('keeps its moment where a zone stands in brackets behind it', async () => {
		const text = local(DateTime.utc().plus({ days: 7 }));

		await schedule(`${text}+01:00[Asia/Tokyo]`);

		expect(sentTime()).toBe(`${text}+01:00`);
	});

	test('is none when no clock on earth has that offset', async () => {
		const text = local(DateTime.utc().plus({ days: 7 }));

		const { error } = await schedule(`${text}+25:00`);

		expect(error?.message).toMatch(/^Scheduled At must be a date and time/);
		expect(api.sent()).toEqual([]);
	});

	test.each([
		['keeps it', '+05:30', '+05:30'],
		['keeps a negative one', '-08:00', '-08:00'],
		['keeps it when it is written without a colon', '+0200', '+02:00'],
		['has +00:00 in place of Z', 'Z', '+00:00'],
	])('%s, whatever the time zone', async (_name, offset, expected) => {
		const text = local(inTenDays('UTC'));
		await schedule(text + offset, {
			timezone: NEW_YORK,
			additionalFields: { timezone: 'Asia/Tokyo' },
		});
		expect(sentTime()).toBe(text + expected);
	});

	test('may name its zone as well, as Luxon writes it', async () => {
		const time = inTenDays(NEW_YORK);
		await schedule(time.toISO({ suppressMilliseconds: true, extendedZone: true }), {
			timezone: BERLIN,
		});
		expect(sentTime()).toBe(withOffset(time));
	});

	test('may name its zone alone, as databases write it', async () => {
		const time = inTenDays(NEW_YORK);
		await schedule(time.toFormat("yyyy-MM-dd HH:mm:ss 'America/New_York'"), { timezone: BERLIN });
		expect(sentTime()).toBe(withOffset(time));
	});
});

describe('A moment that an expression gives', () => {
	/** The moment that was sent, and its offset. */
	const sent = () => {
		const time = String(sentTime());
		return { ms: Date.parse(time), offset: time.slice(-6) };
	};

	const TEN_DAYS_MS = 10 * 864e5;

	/** Holds what was sent, which has no fractions of a second, against ten days after the time at which it was made. */
	function expectInTenDays(began: number): void {
		expect(sent().ms).toBeGreaterThan(began + TEN_DAYS_MS - 1000);
		expect(sent().ms).toBeLessThanOrEqual(Date.now() + TEN_DAYS_MS);
	}

	test('may be a Luxon DateTime, whose offset it keeps', async () => {
		const began = DateTime.now().setZone(NEW_YORK);
		const { error } = await schedule('={{ $now.plus({ hours: 240 }) }}', { timezone: NEW_YORK });

		expect(error).toBeUndefined();
		expect(sent().offset).toBe(began.plus(TEN_DAYS_MS).toFormat('ZZ'));
		expectInTenDays(began.toMillis());
	});

	test('may be a DateTime in another zone', async () => {
		await schedule('={{ $now.setZone("Asia/Tokyo").plus({ days: 10 }) }}', { timezone: NEW_YORK });
		expect(sent().offset).toBe('+09:00');
	});

	test('may be a Date', async () => {
		const began = Date.now();
		const { error } = await schedule('={{ new Date(Date.now() + 10 * 864e5) }}', {
			timezone: NEW_YORK,
		});

		expect(error).toBeUndefined();
		expectInTenDays(began);
	});

	test.each([
		['a DateTime', '={{ $now.plus({ minutes: 3 }) }}'],
		['a Date', '={{ new Date(Date.now() + 30 * 864e5) }}'],
	])('is held to the same limits: %s', async (_name, scheduledAt) => {
		const { error } = await schedule(scheduledAt);
		expect(error?.message).toMatch(/^Scheduled At must be 5 minutes to 29 days ahead/);
		expect(api.sent()).toEqual([]);
	});

	test('is wrong when it is no moment', async () => {
		const { error } = await schedule('={{ new Date("soon") }}');
		expect(error?.message).toMatch(/^Scheduled At must be a date and time/);
		expect(api.sent()).toEqual([]);
	});
});

const ahead = (time: Record<string, number>) => DateTime.utc().plus(time).toISO();

describe('5 minutes to 29 days ahead', () => {
	test.each([
		['6 minutes', { minutes: 6 }],
		['28 days and 23 hours', { days: 28, hours: 23 }],
	])('%s are taken', async (_name, time) => {
		const { error } = await schedule(ahead(time));
		expect(error).toBeUndefined();
		expect(api.sandbox.posts).toHaveLength(1);
	});

	test.each([
		['3 minutes', { minutes: 3 }],
		['4 minutes and 55 seconds', { minutes: 4, seconds: 55 }],
		['30 days', { days: 30 }],
		['29 days and a minute', { days: 29, minutes: 1 }],
		['the past', { hours: -1 }],
	])('%s are refused before any request', async (_name, time) => {
		const { error } = await schedule(ahead(time));
		expect(error?.message).toMatch(/^Scheduled At must be 5 minutes to 29 days ahead, but is 2/);
		expect(error?.description).toBe('Correct this and run again. Nothing was sent.');
		expect(api.sent()).toEqual([]);
	});

	test('count in the time zone of the time', async () => {
		const soon = DateTime.now().setZone('Asia/Tokyo').plus({ minutes: 3 });
		const { error } = await schedule(local(soon), { timezone: 'Asia/Tokyo' });
		expect(error?.message).toMatch(/^Scheduled At must be 5 minutes to 29 days ahead/);
		expect(api.sent()).toEqual([]);
	});
});

describe('What is no date and time is refused before any request', () => {
	test.each([
		['words', 'next friday'],
		['a date alone', DateTime.now().plus({ days: 9 }).toISODate()],
		['a time alone', '18:30'],
		['a day that does not exist', '2027-02-30T10:00'],
		['an hour that no clock shows', '2027-02-20T25:00'],
		['a number', '={{ Date.now() + 864e5 }}'],
		['an object', '={{ ({ at: "18:30" }) }}'],
		['yes', '={{ true }}'],
	])('%s', async (_name, scheduledAt) => {
		const { error } = await schedule(scheduledAt);
		expect(error?.message).toMatch(/^Scheduled At must be a date and time such as \d{4}-/);
		expect(error?.description).toBe('Correct this and run again. Nothing was sent.');
		expect(api.sent()).toEqual([]);
	});

	test.each([
		['a time whose data is missing', '={{ $json.nothing }}'],
		['a time whose data is empty', '={{ "" }}'],
		['a time whose data is null', '={{ null }}'],
	])('%s', async (_name, scheduledAt) => {
		const { error } = await schedule(scheduledAt);
		expect(error?.message).toMatch(/^Scheduled At is empty/);
		expect(api.sent()).toEqual([]);
	});

	test('a time that was left empty, by n8n itself', async () => {
		await expect(schedule('')).rejects.toThrow(/issues/);
		expect(api.sent()).toEqual([]);
	});

	test.each(['Berlin', 'Europe/Atlantis', 'CEST', '+02:00 or so', ''])(
		'the time zone “%s”',
		async (timezone) => {
			const { error } = await schedule(local(inTenDays('UTC')), { additionalFields: { timezone } });
			expect(error?.message).toBe(
				`Timezone (Old) must be a time zone such as Europe/Berlin, but is ${timezone ? `“${timezone}”` : 'empty'}`,
			);
			expect(api.sent()).toEqual([]);
		},
	);
});

describe('When clocks change', () => {
	test.each([
		['the day before clocks go forward', BERLIN, '2027-03-27T10:00', '2027-03-27T10:00:00+01:00'],
		['the last minute before they do', BERLIN, '2027-03-28T01:59', '2027-03-28T01:59:00+01:00'],
		['the first minute after', BERLIN, '2027-03-28T03:00', '2027-03-28T03:00:00+02:00'],
		['the day after', BERLIN, '2027-03-29T10:00', '2027-03-29T10:00:00+02:00'],
		['the day after, in New York', NEW_YORK, '2027-03-15T10:00', '2027-03-15T10:00:00-04:00'],
		[
			'a change by half an hour',
			'Australia/Lord_Howe',
			'2027-04-04T12:00',
			'2027-04-04T12:00:00+10:30',
		],
	])('%s', async (_name, timezone, scheduledAt, expected) => {
		travelTo('2027-03-10T12:00:00Z');
		await schedule(scheduledAt, { timezone });
		expect(sentTime()).toBe(expected);
	});

	test.each([
		[BERLIN, '2027-03-28T02:00'],
		[BERLIN, '2027-03-28T02:59:59'],
		[BERLIN, '2027-03-28 02:30'],
		[NEW_YORK, '2027-03-14T02:30'],
	])('an hour that does not exist is refused: in %s %s', async (timezone, scheduledAt) => {
		travelTo('2027-03-10T12:00:00Z');
		const { error } = await schedule(scheduledAt, { timezone });
		expect(error?.message).toBe(
			`Scheduled At must exist in ${timezone}, but clocks go forward over ${scheduledAt}`,
		);
		expect(api.sent()).toEqual([]);
	});

	test('a time with offset exists at any hour', async () => {
		travelTo('2027-03-10T12:00:00Z');
		await schedule('2027-03-28T02:30:00+01:00', { timezone: BERLIN });
		expect(sentTime()).toBe('2027-03-28T02:30:00+01:00');
	});

	test.each([
		[BERLIN, '2026-10-25T02:30', '2026-10-25T02:30:00+02:00'],
		[NEW_YORK, '2026-11-01T01:30', '2026-11-01T01:30:00-04:00'],
	])(
		'an hour that comes twice is taken the first time: in %s %s',
		async (timezone, scheduledAt, expected) => {
			travelTo('2026-10-15T12:00:00Z');
			await schedule(scheduledAt, { timezone });
			expect(sentTime()).toBe(expected);
		},
	);
});

describe('What only the API can know is left to the API', () => {
	test('scheduled publishing that is not enabled', async () => {
		api.sandbox.settings.schedulingEnabled = false;

		const { error } = await api.run('video-schedule');

		expect(error?.message).toMatch(
			/^A feature that this needs is not enabled for your Wonda account: /,
		);
		expect(error?.description).toMatch(/\(feature_disabled, HTTP 403\).*Nothing was posted/);
		expect(api.sandbox.posts).toEqual([]);
	});

	test('limits on a clock that differs from ours', async () => {
		api.sandbox.clock.skew(3_600_000);

		const { error } = await schedule(ahead({ minutes: 10 }));

		expect(error?.message).toMatch(/^Wonda does not accept a value of the request: /);
		expect(error?.description).toMatch(
			/“scheduledAt must be .+” \(validation_error, HTTP 400\).*Nothing was posted/,
		);
	});
});
