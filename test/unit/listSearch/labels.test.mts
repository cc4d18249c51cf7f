import { timeIn } from '../../../nodes/WondaTikTok/listSearch/labels';

const NOW = '2026-12-01T12:00:00Z';

beforeEach(() => {
	jest.useFakeTimers({ now: new Date(NOW) });
});
afterEach(() => {
	jest.useRealTimers();
});

test.each<[time: unknown, shown: string | undefined]>([
	['2026-12-03T04:00:00+00:00', '2026-12-03 05:00 (in 1 day 16 h)'],
	['2026-12-04T12:00:00+00:00', '2026-12-04 13:00 (in 3 days)'],
	['2026-12-01T14:05:00+00:00', '2026-12-01 15:05 (in 2 h 5 min)'],
	['2026-12-01T14:59:45+00:00', '2026-12-01 15:59 (in 3 h)'],
	['2026-12-01T12:05:00Z', '2026-12-01 13:05 (in 5 min)'],
	['2026-12-01T12:00:00Z', '2026-12-01 13:00 (due)'],
	['2026-11-30T12:00:00Z', '2026-11-30 13:00 (due)'],
	['soon', undefined],
	['x'.repeat(100), undefined],
	[1_800_000_000_000, undefined],
	[null, undefined],
])('%s in a list is %s', (time, shown) => {
	expect(timeIn('Europe/Berlin', time)).toBe(shown);
});
