import { DateTime } from 'luxon';

import { judge } from '../support/rule.mts';

const BERLIN = 'Europe/Berlin';
const NEW_YORK = 'America/New_York';
const LORD_HOWE = 'Australia/Lord_Howe';

/** A time that stands still; clocks in New York go forward 13 days later, those in Berlin 27 days later. */
const NOW = '2027-03-01T12:00:00Z';

function standStillAt(now: string): void {
	jest.spyOn(Date, 'now').mockReturnValue(Date.parse(now));
}

beforeEach(() => standStillAt(NOW));
afterEach(() => {
	jest.restoreAllMocks();
});

const refusal = (shown: string) => ({
	broken: `must be a date and time such as 2027-01-31T18:30, but is ${shown}`,
});

describe('A time without offset is read in the time zone', () => {
	test.each([
		['as the picker writes it', '2027-03-10T18:30:00'],
		['without seconds', '2027-03-10T18:30'],
		['with the hour alone', '2027-03-10T18', '2027-03-10T18:00:00+01:00'],
		['with a blank', '2027-03-10 18:30'],
		['with a blank and seconds', '2027-03-10 18:30:00'],
		['with a blank and fractions of a second', '2027-03-10 18:30:00.999'],
		['with fractions of a second', '2027-03-10T18:30:00.123456'],
		['without dashes and colons', '20270310T183000'],
		['with the day of the year', '2027-069T18:30'],
		['with the week', '2027-W10-3T18:30'],
		['with the week, without dashes', '2027W103T1830'],
		['with a year of six digits', '+002027-03-10T18:30'],
		['with blanks around it', ' \t2027-03-10T18:30\n'],
		['with very many blanks around it', `${' '.repeat(200)}2027-03-10T18:30${'\n'.repeat(200)}`],
	])('%s', (_name, text, sent = '2027-03-10T18:30:00+01:00') => {
		expect(judge('scheduledAt', text, { zone: BERLIN })).toEqual({ value: sent });
	});

	test.each<[string, Record<string, string | undefined>, string]>([
		['of the workflow', {}, '+01:00'],
		['of the field, which is the one of the workflow', { timezone: undefined }, '+01:00'],
		['of the field', { timezone: NEW_YORK }, '-05:00'],
		['of the additional field', { 'additionalFields.timezone': 'Asia/Tokyo' }, '+09:00'],
		[
			'of the additional field before that of the field',
			{ timezone: NEW_YORK, 'additionalFields.timezone': 'Asia/Tokyo' },
			'+09:00',
		],
	])('%s', (_name, fields, offset) => {
		expect(judge('scheduledAt', '2027-03-10T18:30', { zone: BERLIN, fields })).toEqual({
			value: `2027-03-10T18:30:00${offset}`,
		});
	});
});

describe('A time that gives its offset or its zone keeps its moment', () => {
	test.each([
		['2027-03-10T18:30:00+05:30', '2027-03-10T18:30:00+05:30'],
		['2027-03-10T18:30:00-08:00', '2027-03-10T18:30:00-08:00'],
		['2027-03-10T18:30+0200', '2027-03-10T18:30:00+02:00'],
		['2027-03-10T18:30+02', '2027-03-10T18:30:00+02:00'],
		['2027-03-10T18:30Z', '2027-03-10T18:30:00+00:00'],
		['2027-03-10T18:30z', '2027-03-10T18:30:00+00:00'],
		['2027-03-10 18:30 +05:30', '2027-03-10T18:30:00+05:30'],
		['2027-03-10 18:30:00+05:30', '2027-03-10T18:30:00+05:30'],
		['2027-03-10 18:30:00 America/New_York', '2027-03-10T18:30:00-05:00'],
		['2027-03-10T18:30[America/New_York]', '2027-03-10T18:30:00-05:00'],
		['2027-03-10T18:30[Etc/UTC]', '2027-03-10T18:30:00+00:00'],
		// The zone in brackets behind an offset has another time: the offset counts.
		['2027-03-10T18:30+02:00[Asia/Tokyo]', '2027-03-10T18:30:00+02:00'],
		['2027-03-10T18:30-0200[Asia/Tokyo]', '2027-03-10T18:30:00-02:00'],
		['2027-03-10T18:30+02[Asia/Tokyo]', '2027-03-10T18:30:00+02:00'],
		['2027-03-10T18:30Z[Asia/Tokyo]', '2027-03-10T18:30:00+00:00'],
		['2027-03-10T18:30z[Asia/Tokyo]', '2027-03-10T18:30:00+00:00'],
		['2027-03-10T18:30+02:00[]', '2027-03-10T18:30:00+02:00'],
		['2027-03-10T18:30+02:00[Not a zone]', '2027-03-10T18:30:00+02:00'],
		// No clock is further from UTC than 14 hours.
		['2027-03-10T18:30+14:00', '2027-03-10T18:30:00+14:00'],
		['2027-03-10T18:30-14:00', '2027-03-10T18:30:00-14:00'],
	])('%s', (text, sent) => {
		for (const zone of [BERLIN, 'Pacific/Honolulu', 'Europe/Atlantis']) {
			expect(judge('scheduledAt', text, { zone })).toEqual({ value: sent });
		}
	});

	test('100 characters are looked at, and no more', () => {
		const text = (more: number) => `2027-03-10T18:30+02:00[${'x'.repeat(76 + more)}]`;
		expect(text(0)).toHaveLength(100);
		expect(judge('scheduledAt', ` ${text(0)} `)).toEqual({ value: '2027-03-10T18:30:00+02:00' });
		expect(judge('scheduledAt', text(1))).toEqual(refusal(`“${text(1).slice(0, 100)}…”`));
	});
});

describe('What is no date with a time is not filled up by guessing', () => {
	test.each([
		...['next friday', '18:30', 'T18:30', '2027', '2027-03', '2027-03-10', '20270310', '2027-W10'],
		...['2027-069', '2027-03-10T', '2027-03-10T1', '2027-03-10 6 pm', '2027-03-10t18:30'],
		...['10.03.2027 18:30', '03/10/2027 18:30', '27-03-10T18:30', '227-03-10T18:30'],
		...['x2027-03-10T18:30', '2027-03-10T18:30x', '2027-03-10T18:30 Uhr', 'at 2027-03-10 18:30'],
		...['2027-13-10T18:30', '2027-02-30T18:30', '2027-03-10T25:00', '2027-03-10T18:60'],
		...['2027-03-10T18:30+14:01', '2027-03-10T18:30-14:01', '2027-03-10T18:30+25:00'],
		...['2027-03-10T18:30[Not/A_Zone]', '2027-03-10 18:30 Not/A_Zone'],
		...['2027-03-10T18:30+02:00[Asia/Tokyo', '2027-03-10T18:30+02:00Asia/Tokyo]'],
		...['2027-03-10T18:30+02:00[x][Asia/Tokyo]', '2027-03-10T18:30+02:00[Asia/Tokyo]x'],
		...['2027-03-10T18:30+02:00[[Asia/Tokyo]]', '[Asia/Tokyo]2027-03-10T18:30'],
	])('%s', (text) => {
		for (const zone of ['UTC', 'Europe/Atlantis']) {
			expect(judge('scheduledAt', text, { zone })).toEqual(refusal(`“${text}”`));
		}
	});

	test.each<[unknown, string]>([
		[1_804_703_400_000, '1804703400000'],
		[20_270_310, '20270310'],
		[true, 'true'],
		[Number.NaN, 'null'],
		[{}, '{}'],
		[['2027-03-10T18:30'], '["2027-03-10T18:30"]'],
		[{ invalidReason: 'unsupported zone' }, '{"invalidReason":"unsupported zone"}'],
		[new Date(Number.NaN), 'null'],
	])('%j', (value, shown) => {
		for (const zone of ['UTC', 'Europe/Atlantis']) {
			expect(judge('scheduledAt', value, { zone })).toEqual(refusal(shown));
		}
	});

	test.each([undefined, null, '', ' \n\t'])('nothing is empty: %j', (value) => {
		expect(judge('scheduledAt', value)).toEqual({
			broken: 'is empty; enter the date and time at which to post',
		});
	});
});

describe('A time that clocks leave out', () => {
	test.each([
		['2027-03-28T02:00', BERLIN, NOW],
		['2027-03-28 02:59:59', BERLIN, NOW],
		['2027-03-14T02:30', NEW_YORK, NOW],
		// There they go forward by half an hour, from 02:00 on.
		['2027-10-03T02:15', LORD_HOWE, '2027-09-20T12:00:00Z'],
	])('%s in %s', (text, zone, now) => {
		standStillAt(now);
		const broken = `must exist in ${zone}, but clocks go forward over ${text}`;
		expect(judge('scheduledAt', text, { zone })).toEqual({ broken });
		expect(judge('scheduledAt', text, { fields: { timezone: zone } })).toEqual({ broken });
	});

	test.each([
		['2027-03-28T01:59', BERLIN, NOW, '2027-03-28T01:59:00+01:00'],
		['2027-03-28T03:00', BERLIN, NOW, '2027-03-28T03:00:00+02:00'],
		['2027-03-28T02:30', NEW_YORK, NOW, '2027-03-28T02:30:00-04:00'],
		['2027-03-28T02:30+01:00', BERLIN, NOW, '2027-03-28T02:30:00+01:00'],
		['2027-10-03T01:59', LORD_HOWE, '2027-09-20T12:00:00Z', '2027-10-03T01:59:00+10:30'],
		['2027-10-03T02:30', LORD_HOWE, '2027-09-20T12:00:00Z', '2027-10-03T02:30:00+11:00'],
		// Clocks go back over it, so that it comes twice.
		['2027-10-31T02:30', BERLIN, '2027-10-20T12:00:00Z', '2027-10-31T02:30:00+02:00'],
	])('is not %s in %s', (text, zone, now, sent) => {
		standStillAt(now);
		expect(judge('scheduledAt', text, { zone })).toEqual({ value: sent });
	});
});

describe('How far ahead', () => {
	test.each([
		['5 minutes', '2027-03-01T12:05:00Z', '2027-03-01T12:05:00+00:00'],
		['29 days', '2027-03-30T12:00:00Z', '2027-03-30T12:00:00+00:00'],
		['29 days of another zone', '2027-03-30T14:00:00+02:00', '2027-03-30T14:00:00+02:00'],
	])('%s', (_name, text, sent) => {
		expect(judge('scheduledAt', text)).toEqual({ value: sent });
		expect(judge('scheduledAt', DateTime.fromISO(text, { setZone: true }))).toEqual({
			value: sent,
		});
	});

	test.each([
		['less than 5 minutes', '2027-03-01T12:04:59.999Z', '2027-03-01T12:04:59+00:00'],
		['more than 29 days', '2027-03-30T12:00:00.001Z', '2027-03-30T12:00:00+00:00'],
		['a year ago', '2026-03-01T12:00', '2026-03-01T12:00:00+00:00'],
		['a year on', '2028-03-01T12:00', '2028-03-01T12:00:00+00:00'],
	])('not %s', (_name, text, shown) => {
		const { broken, ...rest } = judge('scheduledAt', text);
		// The words for how far it is are those of the machine's language.
		expect(broken).toMatch(/ \(.+\)$/);
		expect(String(broken).replace(/ \(.+\)$/, '')).toBe(
			`must be 5 minutes to 29 days ahead, but is ${shown}`,
		);
		expect(rest).toEqual({});
	});
});
