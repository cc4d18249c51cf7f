import { timeIn } from '../../../nodes/WondaTikTok/listSearch/labels';

const NOW = '2026-12-01T12:00:00Z';

beforeEach(() => {
	jest.useFakeTimers({ now: new Date(NOW) });
});
afterEach(() => {
	jest.useRealTimers();
});

test.each([
	['UTC', '2026-12-03 04:00 GMT+0 (in 1 day 16 h)'],
	['Asia/Kolkata', '2026-12-03 09:30 GMT+5:30 (in 1 day 16 h)'],
	['America/Los_Angeles', '2026-12-02 20:00 GMT-8 (in 1 day 16 h)'],
])('a time in a list is on the clock of %s', (zone, shown) => {
	expect(timeIn(zone, '2026-12-03T04:00:00Z')).toBe(shown);
});

test.each<[time: unknown, shown: string | undefined]>([
	['2026-12-03T04:00:00+00:00', '2026-12-03 05:00 GMT+1 (in 1 day 16 h)'],
	['2026-12-04T12:00:00+00:00', '2026-12-04 13:00 GMT+1 (in 3 days)'],
	['2026-12-01T14:05:00+00:00', '2026-12-01 15:05 GMT+1 (in 2 h 5 min)'],
	['2026-12-01T14:59:45+00:00', '2026-12-01 15:59 GMT+1 (in 3 h)'],
	['2026-12-01T12:05:00Z', '2026-12-01 13:05 GMT+1 (in 5 min)'],
	['2026-12-01T12:00:00Z', '2026-12-01 13:00 GMT+1 (due)'],
	['2026-11-30T12:00:00Z', '2026-11-30 13:00 GMT+1 (due)'],
	['soon', undefined],
	['x'.repeat(100), undefined],
	[1_800_000_000_000, undefined],
	[null, undefined],
])('%s in a list is %s', (time, shown) => {
	expect(timeIn('Europe/Berlin', time)).toBe(shown);
});
