import fc from 'fast-check';
import { Settings } from 'luxon';
import type { IN8nHttpFullResponse } from 'n8n-workflow';

import { askedPauseMs } from '../../nodes/shared/failures/askedPause';

const SENT = 'Tue, 24 Nov 2026 12:00:00 GMT';

/** The pause that an answer asks for, sent at noon by the service's clock. */
const asked = (retryAfter: unknown, body: unknown = '', date: unknown = SENT) =>
	askedPauseMs({
		statusCode: 429,
		body,
		headers: { date, 'retry-after': retryAfter },
	} as unknown as IN8nHttpFullResponse);

test.each<[name: string, retryAfter: unknown, ms: number | undefined]>([
	['seconds', '3600', 3_600_000],
	['blanks around them', '  2 ', 2000],
	['a number', 7, 7000],
	['a part of a second', '1.5', 1500],
	['none', '0', 0],
	['31 years', '1000000000', 1_000_000_000_000],
	['hundreds of digits', '9'.repeat(400), Number.MAX_SAFE_INTEGER],
	['a date', 'Tue, 24 Nov 2026 12:00:30 GMT', 30_000],
	['a date of RFC 850', 'Tuesday, 24-Nov-26 12:00:30 GMT', 30_000],
	['a date of C', 'Tue Nov 24 12:00:30 2026', 30_000],
	['a date of ISO 8601', '2026-11-24T13:00:30+01:00', 30_000],
	['a date in the past', 'Tue, 24 Nov 2026 11:00:00 GMT', 0],
	['several headers, of which the longest counts', ['5', '20', SENT], 20_000],
	['a thousandth of a second and more', '0.25', 250],
	['less than a millisecond', '0.0001', 1],
	[
		'as many characters as a date may have',
		`${' '.repeat(35)}Tue, 24 Nov 2026 12:00:30 GMT`,
		30_000,
	],
	[
		'a date that is too long by its blanks',
		`${' '.repeat(36)}Tue, 24 Nov 2026 12:00:30 GMT`,
		undefined,
	],
	['a date without a zone, which is UTC', '2026-11-24T12:00:30', 30_000],
	['a day that there is not', 'Tue, 44 Nov 2026 12:00:30 GMT', undefined],
	['a month that there is not', '2026-99-24', undefined],
	['a year within words', 'x 2026-11-24', undefined],
	['a name of one letter and digits', 'T2026-11-24', undefined],
	['a date within words', 'after 2026-11-24T12:00:30Z', undefined],
	['a name of a day within words', 'after Tue, 24 Nov 2026 12:00:30 GMT', undefined],
	['a list with seconds in a list', [['5']], undefined],
	['seconds with words after them', '5 s', undefined],
	['seconds with words before them', 's 5', undefined],
	['seconds below nothing', '-5', undefined],
	['words', 'soon', undefined],
	['words with a year', 'In 2050', undefined],
	['words of any length', `Mon ${'1'.repeat(100_000)}`, undefined],
	['nothing', '', undefined],
	['no header', undefined, undefined],
	['null', null, undefined],
	['an object', { seconds: 5 }, undefined],
	['true', true, undefined],
])('Retry-After: %s', (_name, retryAfter, ms) => {
	expect(asked(retryAfter)).toBe(ms);
});

describe('In whatever zone n8n sets for the workflow', () => {
	const { defaultZone } = Settings;

	afterEach(() => {
		Settings.defaultZone = defaultZone;
	});

	test.each(
		['Asia/Tokyo', 'Mars/Olympus'].flatMap((zone) =>
			['Tue, 24 Nov 2026 12:00:30 GMT', '2026-11-24T12:00:30', '2026-11-24T12:00:30Z'].map(
				(date) => ({ zone, date }),
			),
		),
	)('$zone: $date', ({ zone, date }) => {
		Settings.defaultZone = zone;
		expect(asked(date)).toBe(30_000);
	});
});

test('Without a date of the answer, a date counts from now', () => {
	const inAMinute = new Date(Math.ceil(Date.now() / 1000) * 1000 + 60_000).toUTCString();
	const ms = asked(inAMinute, '', null);
	expect(ms).toBeGreaterThan(55_000);
	expect(ms).toBeLessThanOrEqual(61_000);
});

const LATER = '2026-11-24T12:00:10.000Z';

test.each<[name: string, retryAfter: unknown, body: unknown, ms: number | undefined]>([
	['in the error', undefined, { error: { deferUntil: LATER } }, 10_000],
	['beside the error', undefined, { error: 'wait', deferUntil: LATER }, 10_000],
	['longer than Retry-After', '5', { error: { deferUntil: LATER } }, 10_000],
	['shorter than Retry-After', '50', { error: { deferUntil: LATER } }, 50_000],
	['in the past', undefined, { deferUntil: '2020-01-01T00:00:00Z' }, 0],
	['a number', undefined, { deferUntil: 5 }, undefined],
	['an object', undefined, { deferUntil: {} }, undefined],
	['a list', undefined, { error: [LATER] }, undefined],
	['a body that is null', '3', null, 3000],
	['a web page', '3', '<html></html>', 3000],
])('deferUntil: %s', (_name, retryAfter, body, ms) => {
	expect(asked(retryAfter, body)).toBe(ms);
});

test('Whatever an answer holds, it asks for a time or for none', () => {
	fc.assert(
		fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (header, body, deferUntil) => {
			for (const value of [body, { error: body, deferUntil }, { error: { deferUntil } }]) {
				const ms = asked(header, value, header);
				expect(ms === undefined || (Number.isFinite(ms) && ms >= 0)).toBe(true);
			}
		}),
	);
	expect(askedPauseMs({ statusCode: 429 } as IN8nHttpFullResponse)).toBeUndefined();
});
