import { DateTime } from 'luxon';

import { scheduledAt } from '../../../nodes/WondaTikTok/fields/scheduledAt';
import { timezone } from '../../../nodes/WondaTikTok/fields/timezone';
import { validate } from './fieldContext.mts';

const NOW = '2026-12-01T12:00:00Z';

beforeEach(() => {
	jest.useFakeTimers({ now: new Date(NOW), doNotFake: ['nextTick', 'setImmediate'] });
});
afterEach(() => {
	jest.useRealTimers();
});

const BERLIN = { zone: 'Europe/Berlin' };

describe('a time is sent with its offset', () => {
	test.each<[value: unknown, sent: string]>([
		['2026-12-05T18:30', '2026-12-05T18:30:00+01:00'],
		['2026-12-05T18:30:15', '2026-12-05T18:30:15+01:00'],
		['2026-12-05 18:30', '2026-12-05T18:30:00+01:00'],
		['2026-12-05T18:30:00.000Z', '2026-12-05T18:30:00+00:00'],
		['2026-12-05T18:30:00-08:00', '2026-12-05T18:30:00-08:00'],
		['2026-12-05T18:30:00+0200', '2026-12-05T18:30:00+02:00'],
		['2026-12-05T18:30+05:45[Asia/Kathmandu]', '2026-12-05T18:30:00+05:45'],
		['2026-12-05 18:30 UTC', '2026-12-05T18:30:00+00:00'],
		['2026-12-05 18:30 gmt', '2026-12-05T18:30:00+00:00'],
		['2026-12-05T18:30[Europe/London]', '2026-12-05T18:30:00+00:00'],
		['2026-12-05 18:30:00-05', '2026-12-05T18:30:00-05:00'],
		['2026-12-05 18:30:00 -0500', '2026-12-05T18:30:00-05:00'],
		['2026-12-05 18:30+01', '2026-12-05T18:30:00+01:00'],
		['2026-12-05T18:30-05:00', '2026-12-05T18:30:00-05:00'],
		['2026-12-05 18:30 UTC+2', '2026-12-05T18:30:00+02:00'],
		['2026-12-05 18:30 Europe/London', '2026-12-05T18:30:00+00:00'],
		['2026-12-05 18:30 America/Los_Angeles', '2026-12-05T18:30:00-08:00'],
		['\ufeff2026-12-05\u00a018:30\u200b', '2026-12-05T18:30:00+01:00'],
		['2026-12-05\n18:30', '2026-12-05T18:30:00+01:00'],
		['2026-12-05 \t 18:30', '2026-12-05T18:30:00+01:00'],
		['\u202a2026-12-05 18:30\u202c', '2026-12-05T18:30:00+01:00'],
		[new Date('2026-12-05T18:30:00Z'), '2026-12-05T19:30:00+01:00'],
		[DateTime.fromISO('2026-12-05T18:30', { zone: 'Asia/Tokyo' }), '2026-12-05T18:30:00+09:00'],
	])('%s', async (value, sent) => {
		expect(await validate(scheduledAt, value, BERLIN)).toBe(sent);
	});

	test('a time without offset is read in the zone of the field Timezone', async () => {
		const values = { timezone: 'Asia/Tokyo' };
		expect(await validate(scheduledAt, '2026-12-05T18:30', { ...BERLIN, values })).toBe(
			'2026-12-05T18:30:00+09:00',
		);
	});
});

describe('when clocks change', () => {
	test('the first of two hours counts, after the change as well', async () => {
		jest.setSystemTime(new Date('2026-10-25T00:20:00Z'));
		const early = await validate(scheduledAt, '2026-10-25T02:40', { zone: 'Europe/Berlin' });
		expect(early).toBe('2026-10-25T02:40:00+02:00');
		jest.setSystemTime(new Date('2026-10-25T01:20:00Z'));
		const late = await validate(scheduledAt, '2026-10-25T02:40', { zone: 'Europe/Berlin' });
		expect(late).toContain('but is 2026-10-25T02:40:00+02:00');
	});

	test.each([
		['the day before they go forward', 'Europe/Berlin', '2027-03-27T10:00', '+01:00'],
		['the last minute before they do', 'Europe/Berlin', '2027-03-28T01:59', '+01:00'],
		['the first minute after', 'Europe/Berlin', '2027-03-28T03:00', '+02:00'],
		['the day after, in New York', 'America/New_York', '2027-03-15T10:00', '-04:00'],
		['back by half an hour', 'Australia/Lord_Howe', '2027-04-04T12:00', '+10:30'],
		['an hour that comes twice', 'Europe/Berlin', '2026-10-25T02:30', '+02:00'],
		['an hour that comes twice', 'America/New_York', '2026-11-01T01:30', '-04:00'],
	])('%s: in %s %s', async (_name, zone, local, offset) => {
		jest.setSystemTime(new Date(local < '2027' ? '2026-10-15T12:00:00Z' : '2027-03-10T12:00:00Z'));
		expect(await validate(scheduledAt, local, { zone })).toBe(`${local}:00${offset}`);
	});
});

describe('refused', () => {
	const abbreviations = ['BST', 'CST', 'IST', 'AST', 'SST', 'NST', 'EST', 'PST', 'bst', 'Ist'];

	test.each(abbreviations)('the abbreviation %s behind a time', async (name) => {
		for (const end of [' 18:30 ', 'T18:30:00', 'T18:30:00['].map((time) => time + name)) {
			const text = `2026-12-05${end}${end.includes('[') ? ']' : ''}`;
			expect(await validate(scheduledAt, text, BERLIN)).toMatch(
				new RegExp(`^!must not use “${name}” as a time zone: abbreviations.*America/Los_Angeles`),
			);
		}
	});

	test.each(abbreviations)('the abbreviation %s as Timezone', async (name) => {
		expect(await validate(timezone, name)).toContain(`must not use “${name}” as a time zone`);
	});

	test.each<[value: unknown, problem: string]>([
		['', 'is empty'],
		[undefined, 'is empty'],
		['2026-12-05', 'must be written like 2027-01-31 18:30 (year-month-day, 24-hour clock)'],
		['18:30', 'must be written like 2027-01-31 18:30 (year-month-day, 24-hour clock)'],
		['next friday', 'must be written like 2027-01-31 18:30 (year-month-day, 24-hour clock)'],
		[1_800_000_000_000, 'must be written like 2027-01-31 18:30 (year-month-day, 24-hour clock)'],
		[
			'2026-12-05 18:30 Europe/Atlantis',
			'must be written like 2027-01-31 18:30 (year-month-day, 24-hour clock)',
		],
		[
			'2026-12-05 18:30 CEST',
			'must be written like 2027-01-31 18:30 (year-month-day, 24-hour clock)',
		],
		['2026-12-05 10:00-11:00', 'could be a range of times'],
		['2026-12-05 10:00 -11:00', 'could be a range of times'],
		['2026-12-05 09:00-10', 'could be a range of times'],
		['2026-12-05 10-12', 'must be written like 2027-01-31 18:30 (year-month-day, 24-hour clock)'],
		[
			'2026-12-05 1000-1100',
			'must be written like 2027-01-31 18:30 (year-month-day, 24-hour clock)',
		],
		['2026-12T18:30', 'must be written like 2027-01-31 18:30 (year-month-day, 24-hour clock)'],
		['2026-W49T18:30', 'must be written like 2027-01-31 18:30 (year-month-day, 24-hour clock)'],
		[
			'2026-12-05T18:30+15:00',
			'must be written like 2027-01-31 18:30 (year-month-day, 24-hour clock)',
		],
		[
			DateTime.fromISO('2026-12-05T18:30', { zone: 'UTC+15' }),
			'must be written like 2027-01-31 18:30 (year-month-day, 24-hour clock)',
		],
		['2026-12-05 18:30 Uhr', 'must not use “Uhr” as a time zone'],
		[
			'2026-12-05 06:30 PM',
			'must be written like 2027-01-31 18:30 (year-month-day, 24-hour clock)',
		],
		['2026\u201112\u201105T18:30', 'U+2011'],
		['2026-12-01T12:04:00Z', 'the earliest time is 2026-12-01T12:05:00+00:00'],
		['2026-12-31T12:00:00Z', 'the latest time is 2026-12-30T12:00:00+00:00'],
		['2026-12-31T12:00', 'the latest time is 2026-12-30T13:00:00+01:00'],
	])('%s', async (value, problem) => {
		expect(await validate(scheduledAt, value, BERLIN)).toContain(problem);
	});

	test.each([
		['Europe/Berlin', '2027-03-28T02:00'],
		['Europe/Berlin', '2027-03-28T02:59:59'],
		['America/New_York', '2027-03-14T02:30'],
	])('an hour that a change of clocks skips: in %s %s', async (zone, local) => {
		jest.setSystemTime(new Date('2027-03-10T12:00:00Z'));
		expect(await validate(scheduledAt, local, { zone })).toContain(`does not exist in ${zone}`);
		expect(await validate(scheduledAt, `${local}+01:00`, { zone })).toMatch(/\+01:00$/);
	});

	test('a time without offset where the workflow has no zone', async () => {
		expect(await validate(scheduledAt, '2026-12-05T18:30', { zone: 'Europe/Atlantis' })).toContain(
			"the workflow's time zone “Europe/Atlantis”",
		);
		expect(await validate(scheduledAt, '2026-12-05T18:30Z', { zone: 'Europe/Atlantis' })).toBe(
			'2026-12-05T18:30:00+00:00',
		);
	});
});

test.each<[name: unknown, zone: unknown]>([
	['Europe/Berlin', 'Europe/Berlin'],
	[' Europe/Berlin\u00a0', 'Europe/Berlin'],
	['UTC', 'UTC'],
	['Z', 'UTC'],
	['+02:00', 'UTC+02:00'],
	['GMT-8', 'UTC-8:00'],
	['Japan', 'Japan'],
])('Timezone takes %s', async (name, zone) => {
	expect(await validate(timezone, name)).toBe(zone);
});

test.each(['Berlin', '+02:00 or so', '+25:00', '+01:99', '', null, 2, 'x'.repeat(10_000)])(
	'Timezone refuses %s',
	async (name) => {
		expect(await validate(timezone, name)).toContain('must be a time zone such as Europe/Berlin');
	},
);
