import { Settings } from 'luxon';
import type { IN8nHttpFullResponse } from 'n8n-workflow';

import { retryAfterMs } from '../../../nodes/shared/api/retryAfter';

const NOON = 'Tue, 24 Nov 2026 12:00:00 GMT';
const LATER = '2026-11-24T12:00:10.000Z';

/** How long an answer asks to wait that was sent at noon by the service's clock. */
const waitOf = (retryAfter: unknown, body: unknown = '', date: unknown = NOON) =>
	retryAfterMs({
		statusCode: 429,
		body,
		headers: { date, 'retry-after': retryAfter },
	} as unknown as IN8nHttpFullResponse);

test.each<[name: string, retryAfter: unknown, ms: number | undefined]>([
	['seconds', '3600', 3_600_000],
	['blanks around them', '  2 ', 2000],
	['a number', 7, 7000],
	['a part of a second', '1.5', 1500],
	['less than a millisecond', '0.0001', 1],
	['none', '0', 0],
	['hundreds of digits', '9'.repeat(400), Number.MAX_SAFE_INTEGER],
	['an HTTP date', 'Tue, 24 Nov 2026 12:00:30 GMT', 30_000],
	['a date of RFC 850', 'Tuesday, 24-Nov-26 12:00:30 GMT', 30_000],
	['a date of C', 'Tue Nov 24 12:00:30 2026', 30_000],
	['a date of ISO 8601', '2026-11-24T13:00:30+01:00', 30_000],
	['a date without a zone, which is UTC', '2026-11-24T12:00:30', 30_000],
	['a date in the past', 'Tue, 24 Nov 2026 11:00:00 GMT', 0],
	['several headers, of which the longest counts', ['5', '20', NOON], 20_000],
	['a day that does not exist', 'Tue, 44 Nov 2026 12:00:30 GMT', undefined],
	['a bare year', '2050', 2_050_000],
	['words with a year', 'In 2050', undefined],
	['words of any length', `Mon ${'1'.repeat(100_000)}`, undefined],
	['seconds with a unit', '5 s', undefined],
	['negative seconds', '-5', undefined],
	['nothing', '', undefined],
	['no header', undefined, undefined],
])('Retry-After: %s', (_name, retryAfter, ms) => {
	expect(waitOf(retryAfter)).toBe(ms);
});

test.each<[name: string, retryAfter: unknown, body: unknown, ms: number | undefined]>([
	['in the error', undefined, { error: { deferUntil: LATER } }, 10_000],
	['beside the error', undefined, { error: 'wait', deferUntil: LATER }, 10_000],
	['longer than Retry-After', '5', { error: { deferUntil: LATER } }, 10_000],
	['shorter than Retry-After', '50', { error: { deferUntil: LATER } }, 50_000],
	['in the past', undefined, { deferUntil: '2020-01-01T00:00:00Z' }, 0],
	['a number', undefined, { deferUntil: 5 }, undefined],
	['an object', undefined, { deferUntil: { toString: 1 } }, undefined],
	['no body', '3', null, 3000],
	['a web page', '3', '<html></html>', 3000],
])('deferUntil: %s', (_name, retryAfter, body, ms) => {
	expect(waitOf(retryAfter, body)).toBe(ms);
});

test('Without a date of the answer, a date counts from now', () => {
	const inAMinute = new Date(Math.ceil(Date.now() / 1000) * 1000 + 60_000).toUTCString();
	const ms = waitOf(inAMinute, '', null);
	expect(ms).toBeGreaterThan(50_000);
	expect(ms).toBeLessThanOrEqual(61_000);
});

test.each(['Asia/Tokyo', 'Mars/Olympus'])('In whatever zone n8n sets for luxon: %s', (zone) => {
	const { defaultZone } = Settings;
	Settings.defaultZone = zone;
	try {
		expect(waitOf('Tue, 24 Nov 2026 12:00:30 GMT')).toBe(30_000);
		expect(waitOf('2026-11-24T12:00:30')).toBe(30_000);
	} finally {
		Settings.defaultZone = defaultZone;
	}
});
