import { Settings } from 'luxon';
import type { IDataObject } from 'n8n-workflow';

import { newMedia } from '../../nodes/WondaTikTokTrigger/events/newMedia';
import { keyOf } from '../../nodes/WondaTikTokTrigger/identity';
import { answer } from '../operations/loop.mts';
import { useQuickTime } from '../support/time.mts';
import { Poller } from './poller.mts';

const time = useQuickTime();

const BEGAN = Date.parse('2026-01-01T00:00:00Z');

const media = (...ids: string[]) => ids.map((mediaId) => ({ mediaId }));

describe('Where the list did not show all of the library', () => {
	const partly = (...ids: string[]) => ({
		media: ids.map((mediaId) => keyOf({ mediaId }, 'mediaId')),
		hasMore: true,
		since: BEGAN,
	});

	const made = (mediaId: string, createdAt: unknown) => ({ mediaId, createdAt });

	/** What a poll tells of a list. */
	async function foundIn(list: unknown[], known: IDataObject, headers: IDataObject = {}) {
		const poll = await new Poller(() => answer(list, 200, headers)).pollNow();
		const remembered = { account: poll.desk.account, ...known };
		return (await time.passDuring(newMedia.look(poll, remembered)))(remembered).found;
	}

	/** The IDs that a poll tells. */
	const told = async (list: unknown[], known: IDataObject = partly('k1', 'k2')) =>
		(await foundIn(list, known)).map(({ mediaId }) => mediaId);

	const OLD = 'was there, wherever it stands';
	const NEW = 'is new, wherever it stands';
	const OPEN = 'is new before what is known, and was there behind it';

	test.each<[unknown, string]>([
		['2026-01-01T00:00:00.000Z', NEW],
		['2025-12-31T23:59:59.999Z', OPEN],
		['2025-12-31T23:55:00.000Z', OPEN],
		['2025-12-31T23:54:59.999Z', OLD],
		['2026-01-01T01:00:00+01:00', NEW],
		['2026-01-01T01:00+01', NEW],
		['2026-01-01T00:59:59.999+01:00', OPEN],
		['2026-01-01T00:54:59.999+01:00', OLD],
		// Without an offset: anywhere between fourteen hours ahead and twelve behind.
		['2026-01-01T14:00:00', NEW],
		['2026-01-01T13:59:59.999', OPEN],
		['2025-12-31T11:55:00', OPEN],
		['2025-12-31T11:54:59.999', OLD],
		// Without a time: any of the day.
		['2026-01-02', NEW],
		['2026-01-01', OPEN],
		['2025-12-31', OPEN],
		['2025-12-30', OLD],
		['20251230', OLD],
		// Without a day: any of the month, or of the year.
		['2025-12', OPEN],
		['2025', OPEN],
		['202512', OPEN],
		// 64 characters, and one more: a longer one is none that is read.
		['2025-12-31T00:00:00.000000+00:00[America/Argentina/Buenos_Aires]', OLD],
		['2025-12-31T00:00:00.0000000+00:00[America/Argentina/Buenos_Aires]', OPEN],
		['no date', OPEN],
		['', OPEN],
		[undefined, OPEN],
		[null, OPEN],
		[0, OPEN],
		[['2025-12-31'], OPEN],
	])('what was made at %j %s', async (createdAt, what) => {
		const x = made('x', createdAt);
		expect(await told([x, ...media('k1', 'k2')])).toEqual(what === OLD ? [] : ['x']);
		expect(await told([...media('k1', 'k2'), x])).toEqual(what === NEW ? ['x'] : []);
	});

	test('a watch that began by a clock that was ahead begins now', async () => {
		const now = Date.now();
		const known = { ...partly('k1'), since: now + 1_000_000_000 };
		const list = [...media('k1'), made('x', new Date(now).toISOString())];
		expect(await told(list, known)).toEqual(['x']);
	});

	test.each([
		['Sun, 04 Jan 2026 12:00:00 GMT', Date.parse('2026-01-04T12:00:00Z')],
		['no date', undefined],
		[undefined, undefined],
	])(
		'a watch begins by the clock of the service, where it tells the time: %j',
		async (date, since) => {
			const poll = await new Poller(() => answer(media('a'), 200, { date })).pollNow();
			const { known } = (await time.passDuring(newMedia.look(poll, undefined)))(undefined);
			expect(known.since).toBe(since ?? Date.now());
		},
	);

	test("n8n's clock takes no part where the service tells the time", async () => {
		const list = [...media('k1'), made('x', '2026-01-02T00:00:00Z')];
		const headers = { date: 'Fri, 02 Jan 2026 00:00:01 GMT' };
		const known = { ...partly('k1'), since: Date.parse('2026-01-03T00:00:00Z') };
		expect(await foundIn(list, known, headers)).toEqual([]);
		expect(
			await foundIn(list, { ...known, since: Date.parse('2026-01-01T12:00:00Z') }, headers),
		).toHaveLength(1);
	});

	test.each(['Asia/Tokyo', 'America/New_York', 'no zone'])(
		'a date without an offset is read the same where n8n is in %s',
		async (zone) => {
			const { defaultZone } = Settings;
			Settings.defaultZone = zone;
			try {
				const list = [made('old', '2025-12-31T11:54:59'), made('new', '2026-01-01T14:00:00')];
				expect(await told([...list, ...media('k1')])).toEqual(['new']);
				expect(await told([...media('k1'), ...list])).toEqual(['new']);
			} finally {
				Settings.defaultZone = defaultZone;
			}
		},
	);

	test('what was made later is new wherever it stands', async () => {
		const list = [...media('k1', 'k2'), made('x', '2026-01-02T00:00:00Z')];
		expect(await told(list)).toEqual(['x']);
	});

	test('what has no date is new before the last one that is known, and not behind it', async () => {
		const list = media('a', 'k1', 'b', 'k2', 'c', 'd');
		expect(await told(list)).toEqual(['a', 'b']);
		expect(await told(media('a', 'k1'))).toEqual(['a']);
		expect(await told(media('k1', 'c'))).toEqual([]);
	});

	test('what has no date is new where nothing is shown that is known', async () => {
		expect(await told(media('a', 'b'))).toEqual(['a', 'b']);
	});

	test('texts are like what has no date', async () => {
		const found = await foundIn(['a', ...media('k1'), 'b'], partly('k1'));
		expect(found).toEqual([{ value: 'a' }]);
	});

	test.each<unknown>(['true', 1, null, undefined, {}])(
		'is not so where %j was remembered of it',
		async (hasMore) => {
			const known = { ...partly('k1'), hasMore } as never;
			expect(await told(media('k1', 'c'), known)).toEqual(['c']);
		},
	);
});
