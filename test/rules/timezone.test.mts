import type * as luxon from 'luxon';
import { DateTime } from 'luxon';

import { judge } from '../support/rule.mts';

const NOW = '2027-03-01T12:00:00Z';

beforeEach(() => {
	jest.spyOn(Date, 'now').mockReturnValue(Date.parse(NOW));
});
afterEach(() => {
	jest.restoreAllMocks();
});

/** The workflow's time zone where somebody has chosen none that there is. */
const ATLANTIS = 'Europe/Atlantis';

const NO_ZONE =
	"cannot be read in the workflow's time zone “Europe/Atlantis”, which is no time zone; set one in the workflow's settings";

describe.each(['timezone', 'additionalFields.timezone'])('%s', (path) => {
	test.each([
		['Europe/Berlin', 'Europe/Berlin'],
		[' Asia/Tokyo\n', 'Asia/Tokyo'],
		['UTC', 'UTC'],
		['America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
	])('takes %j', (value, zone) => {
		expect(judge(path, value)).toEqual({ value: zone });
	});

	test.each<[unknown, string]>([
		...['Berlin', 'Europe/Atlantis', 'CEST+2', 'local', 'system', 'Europe/Berlin!', 'a b'].map(
			(name): [string, string] => [name, `“${name}”`],
		),
		[undefined, 'empty'],
		[null, 'empty'],
		['', 'empty'],
		[' \n', 'empty'],
		[5, '5'],
		[Number.NaN, 'null'],
		[true, 'true'],
		[{}, '{}'],
		[['UTC'], '["UTC"]'],
		['x'.repeat(101), `“${'x'.repeat(100)}…”`],
	])('refuses %j', (value, shown) => {
		expect(judge(path, value)).toEqual({
			broken: `must be a time zone such as Europe/Berlin, but is ${shown}`,
		});
	});
});

describe('The zone that the field Timezone has by itself', () => {
	const unchanged = { timezone: '={{ $now.zoneName }}' };

	test.each([undefined, 'Europe/Berlin', ATLANTIS, 5])(
		'is the one of the workflow: %j',
		(value) => {
			expect(judge('timezone', value, { parameters: unchanged })).toStrictEqual({
				value: undefined,
			});
		},
	);

	test('is none of the field that 0.1.0 saved', () => {
		expect(
			judge('additionalFields.timezone', 'Asia/Tokyo', { parameters: unchanged }),
		).toStrictEqual({ value: 'Asia/Tokyo' });
	});

	test.each(['={{ $now.zoneName}}', '={{ $json.zone }}', 'Asia/Tokyo', '', undefined])(
		'is not that of another expression: %j',
		(timezone) => {
			expect(judge('timezone', 'Asia/Tokyo', { parameters: { timezone } })).toStrictEqual({
				value: 'Asia/Tokyo',
			});
		},
	);
});

test.each([['timezone'], ['additionalFields.timezone'], ['timezone', 'additionalFields.timezone']])(
	'where %s is wrong, that alone is said',
	(...paths) => {
		for (const value of ['2027-03-10T18:30', 'next friday', 5]) {
			expect(judge('scheduledAt', value, { zone: ATLANTIS, wrong: new Set(paths) })).toEqual({
				value,
			});
		}
	},
);

test('another field that is wrong changes nothing about the time', () => {
	const wrong = new Set(['caption']);
	expect(judge('scheduledAt', '2027-03-10T18:30', { wrong })).toEqual({
		value: '2027-03-10T18:30:00+00:00',
	});
	expect(judge('scheduledAt', 'soon', { wrong }).broken).toContain('“soon”');
});

/** As another node's copy of Luxon makes them. */
const other = jest.requireActual<typeof luxon>('luxon').DateTime;

const TOKYO = { zone: 'Asia/Tokyo' };

describe('A moment that an expression gives', () => {
	test.each<[string, unknown, string]>([
		['a Date, in the time zone', new Date('2027-03-10T18:30:00Z'), '2027-03-10T13:30:00-05:00'],
		['a DateTime', DateTime.fromISO('2027-03-10T18:30', TOKYO), '2027-03-10T18:30:00+09:00'],
		[
			'a DateTime with an offset',
			DateTime.fromISO('2027-03-10T18:30+05:30', { setZone: true }),
			'2027-03-10T18:30:00+05:30',
		],
		[
			'a DateTime of another Luxon',
			other.fromISO('2027-03-10T18:30', TOKYO),
			'2027-03-10T18:30:00+09:00',
		],
	])('%s', (_name, value, sent) => {
		expect(judge('scheduledAt', value, { zone: 'America/New_York' })).toEqual({ value: sent });
		expect(
			judge('scheduledAt', value, { fields: { timezone: 'America/New_York' }, zone: ATLANTIS }),
		).toEqual({ value: sent });
	});

	test('of another Luxon is none of this one', () => {
		expect(other.utc()).not.toBeInstanceOf(DateTime);
	});

	test('may come as soon as clocks have gone forward', () => {
		const value = new Date('2027-03-14T07:30:00Z');
		expect(judge('scheduledAt', value, { zone: 'America/New_York' })).toEqual({
			value: '2027-03-14T03:30:00-04:00',
		});
	});

	test('a DateTime that is none is no time', () => {
		for (const value of [
			DateTime.invalid('of a test'),
			DateTime.fromISO('soon'),
			other.invalid('no'),
		]) {
			for (const zone of ['UTC', ATLANTIS]) {
				expect(judge('scheduledAt', value, { zone })).toEqual({
					broken: 'must be a date and time such as 2027-01-31T18:30, but is null',
				});
			}
		}
	});
});

describe("Where the workflow's time zone is none", () => {
	test.each(['2027-03-10T18:30', '2027-03-10 18:30:00'])('%s is refused', (text) => {
		const broken = `${NO_ZONE}, or choose one in the field Timezone`;
		expect(judge('scheduledAt', text, { zone: ATLANTIS })).toEqual({ broken });
	});

	test.each(['', 'x'.repeat(101)])('so it is where its name is %j', (zone) => {
		expect(judge('scheduledAt', '2027-03-10T18:30', { zone }).broken).toBe(
			`${NO_ZONE.replace(ATLANTIS, zone)}, or choose one in the field Timezone`,
		);
	});

	test('$now has no time there', () => {
		const value = DateTime.now().setZone(ATLANTIS);
		expect(judge('scheduledAt', value, { zone: ATLANTIS })).toEqual({ broken: NO_ZONE });
		expect(
			judge('scheduledAt', value, { zone: ATLANTIS, fields: { timezone: 'Asia/Tokyo' } }),
		).toEqual({ broken: NO_ZONE });
		// What has another reason is no time of the workflow's.
		expect(judge('scheduledAt', value, { zone: 'UTC' })).toEqual({
			broken: 'must be a date and time such as 2027-01-31T18:30, but is null',
		});
	});

	test('a time is read in the zone of the field', () => {
		const fields = { timezone: 'Asia/Tokyo' };
		expect(judge('scheduledAt', '2027-03-10T18:30', { zone: ATLANTIS, fields })).toEqual({
			value: '2027-03-10T18:30:00+09:00',
		});
	});

	test.each<[string, unknown, string]>([
		['a Date', new Date('2027-03-10T18:30:00Z'), '2027-03-10T18:30:00+00:00'],
		['a DateTime', DateTime.fromISO('2027-03-10T18:30', TOKYO), '2027-03-10T18:30:00+09:00'],
	])('%s needs none', (_name, value, sent) => {
		expect(judge('scheduledAt', value, { zone: ATLANTIS })).toEqual({ value: sent });
	});
});
