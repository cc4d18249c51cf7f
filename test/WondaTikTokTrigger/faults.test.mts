import { nextFaults, passes } from '../../nodes/WondaTikTokTrigger/faults';
import type { FailureKind } from '../../nodes/shared/failures/failure';

const NOW = 1_800_000_000_000;
const MINUTE_MS = 60_000;

test.each<[FailureKind, boolean]>([
	['unreached', true],
	['broken', true],
	['limited', true],
	['invalid', false],
	['refused', false],
	['stopped', false],
	['ended', false],
])('A fault of the kind %s passes by itself: %j', (kind, does) => {
	expect(passes(kind)).toBe(does);
});

/** Faults that were counted, how long ago they began and were said last, and whether one more is said. */
const COUNTED: [times: number, sinceMs: number, saidMs: number | undefined, isSaid: boolean][] = [
	[1, 0, undefined, false],
	[1, 10 * MINUTE_MS - 1, undefined, false],
	[1, 10 * MINUTE_MS, undefined, true],
	[1, 10 * MINUTE_MS + 1, undefined, true],
	[2, 0, undefined, true],
	[3, 0, undefined, true],
	[2, MINUTE_MS, 60 * MINUTE_MS - 1, false],
	[2, MINUTE_MS, 60 * MINUTE_MS, true],
	[2, MINUTE_MS, 60 * MINUTE_MS + 1, true],
	[9, 90 * MINUTE_MS, 0, false],
	[9, 90 * MINUTE_MS, 61 * MINUTE_MS, true],
	// Said, although they did not stay: nothing that is counted leads there.
	[1, 0, 61 * MINUTE_MS, false],
];

test.each(COUNTED)('After %i, since %i ms, said %j ms ago, one more is said: %j', (...row) => {
	const [times, sinceMs, saidMs, isSaid] = row;
	const saidAt = saidMs === undefined ? undefined : NOW - saidMs;
	const since = NOW - sinceMs;
	expect(nextFaults({ times, since, saidAt }, NOW)).toEqual({
		faults: { times: times + 1, since, saidAt: isSaid ? NOW : saidAt },
		isSaid,
	});
});

describe('After a clock that was ahead was set back', () => {
	test.each([1, 60 * MINUTE_MS, 30 * 24 * 60 * MINUTE_MS, 1e308])(
		'by %d ms, a fault that stays is said',
		(aheadMs) => {
			const ahead = NOW + aheadMs;
			expect(nextFaults({ times: 9, since: ahead, saidAt: ahead }, NOW)).toEqual({
				faults: { times: 10, since: NOW, saidAt: NOW },
				isSaid: true,
			});
		},
	);
});

const FIRST = { faults: { times: 1, since: NOW, saidAt: undefined }, isSaid: false };

test.each<unknown>([undefined, null, 'text', 5, [], [3], {}])('%j is no count', (known) => {
	expect(nextFaults(known, NOW)).toEqual(FIRST);
});

test.each<unknown>(['2', null, NaN, Infinity, -Infinity, {}, [2], true])(
	'%j is no part of a count',
	(value) => {
		expect(nextFaults({ times: value, since: value, saidAt: value }, NOW)).toEqual(FIRST);
	},
);
