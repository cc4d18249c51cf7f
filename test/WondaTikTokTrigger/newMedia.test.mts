import type { IDataObject } from 'n8n-workflow';

import { newMedia } from '../../nodes/WondaTikTokTrigger/events/newMedia';
import { keyOf } from '../../nodes/WondaTikTokTrigger/identity';
import type { Failure } from '../../nodes/shared/failures/failure';
import { answer, errorOf, refusing } from '../operations/loop.mts';
import { useQuickTime } from '../support/time.mts';
import { Poller } from './poller.mts';

const time = useQuickTime();

const BEGAN = Date.parse('2026-01-01T00:00:00Z');

const key = (mediaId: string) => keyOf({ mediaId }, 'mediaId');

const media = (...ids: string[]) => ids.map((mediaId) => ({ mediaId }));

/** So many media that are known, and their keys. */
const many = (count: number) => media(...Array.from({ length: count }, (_, index) => `k-${index}`));
const keysOf = (list: { mediaId: string }[]) => list.map(({ mediaId }) => key(mediaId));

/** What a poll tells of a list. */
async function tell(list: unknown[], before?: IDataObject) {
	const poller = new Poller(() => answer(list));
	const poll = await poller.pollNow();
	const known = before && { account: poll.desk.account, ...before };
	const telling = await time.passDuring(newMedia.look(poll, known));
	return { poll, warnings: poller.warnings, ...telling(known) };
}

const remembered = (...ids: string[]) => ({ media: ids.map(key), hasMore: false, since: BEGAN });

const OTHER_LIBRARY =
	'The API key is another one, and so seems the library: most of its media were not there before. New media are told from now on.';

test.each<[IDataObject, object]>([
	[{}, { kind: 'video', limit: 100 }],
	[{ kind: 'any' }, { limit: 100 }],
	[
		{ kind: 'audio', source: 'import' },
		{ kind: 'audio', source: 'import', limit: 100 },
	],
])('A poll with %j is one request for the latest hundred: %j', async (parameters, qs) => {
	const poller = new Poller(() => answer([]));
	poller.parameters = parameters;
	const poll = await poller.pollNow();
	await time.passDuring(newMedia.look(poll, undefined));
	expect(poller.asked).toMatchObject([{ url: '/media', qs, timeout: 15_000 }]);
	expect(poller.asked[0]?.qs).toEqual(qs);
});

test('What is watched is the kind and the source', () => {
	const poller = new Poller(() => answer([]));
	poller.parameters = { kind: 'any', source: 'scrape' };
	expect(newMedia.scope(poller.context)).toEqual(['any', 'scrape']);
	poller.parameters = { kind: 'film' };
	expect(() => newMedia.scope(poller.context)).toThrow('Kind must be one of');
	poller.parameters = { source: 'film' };
	expect(() => newMedia.scope(poller.context)).toThrow('Source must be one of');
});

describe('The first poll', () => {
	test.each([0, 1, 99, 100, 101])(
		'of %i media tells nothing, and remembers them',
		async (count) => {
			const list = many(count);
			const { found, known, poll, warnings } = await tell(list);
			expect(found).toEqual([]);
			expect(warnings).toEqual([]);
			expect(known).toEqual({
				account: poll.desk.account,
				media: keysOf(list),
				hasMore: count >= 100,
				since: Date.now(),
				seenAt: Date.now(),
			});
		},
	);
});

describe('A later poll', () => {
	test('tells what is new, each once as the API gave it, and remembers it', async () => {
		const list = [
			{ mediaId: 'new', size: 1 },
			...media('a'),
			'text',
			null,
			{ mediaId: 'new', size: 2 },
		];
		const { poll, found, known, warnings } = await tell(list, remembered('gone', 'a'));
		expect(found).toEqual([{ mediaId: 'new', size: 2 }, { value: 'text' }, { value: null }]);
		expect(known).toEqual({
			account: poll.desk.account,
			media: [
				key('gone'),
				...[key('new'), key('a'), keyOf('text', 'mediaId'), keyOf(null, 'mediaId')],
			],
			hasMore: false,
			since: BEGAN,
			seenAt: Date.now(),
		});
		expect(warnings).toEqual([]);
	});

	test('tells what is new whatever its date, where the list was all there is', async () => {
		const old = { mediaId: 'b', createdAt: '2020-01-01T00:00:00Z' };
		const { found } = await tell([...media('a'), old], remembered('a'));
		expect(found).toEqual([old]);
	});

	test.each([
		[99, []],
		[
			100,
			[
				'All of the 100 media that the API shows are new. Where more came since the last poll, the rest cannot be seen: poll more often.',
			],
		],
	])('says that there may be more where all of a hundred are new: %i', async (count, lines) => {
		const { found, warnings } = await tell(many(count), remembered('a'));
		expect(found).toHaveLength(count);
		expect(warnings).toEqual(lines);
	});

	test('says so also where one of a hundred is there twice, and is told once', async () => {
		const [first, ...others] = many(99);
		const { found, warnings } = await tell([first, ...others, first], remembered('a'));
		expect(found).toHaveLength(99);
		expect(warnings).toEqual([
			expect.stringMatching(/^All of the 100 media .* poll more often\.$/),
		]);
	});

	test('remembers ten thousand, the latest', async () => {
		const keys = Array.from({ length: 10_000 }, (_, index) => `key-${index}`);
		const { known } = await tell(media('a'), { ...remembered(), media: keys });
		expect(known.media).toEqual([...keys.slice(1), key('a')]);
	});

	test.each<unknown>([undefined, null, 'text', 5, {}])(
		'begins anew where what it remembers of the media is %j, and tells nothing',
		async (odd) => {
			const { found, known, poll } = await tell(media('a'), { media: odd, since: 5 } as never);
			expect(found).toEqual([]);
			expect(known).toMatchObject({
				account: poll.desk.account,
				media: [key('a')],
				since: Date.now(),
				seenAt: Date.now(),
			});
		},
	);

	test.each<[unknown, boolean]>([
		[undefined, false],
		[null, false],
		['5', false],
		[5, true],
	])('takes %j for the time when the watch began: %j', async (since, isKept) => {
		const { known } = await tell([], { ...remembered('a'), since } as never);
		expect(known.since).toBe(isKept ? since : Date.now());
	});

	describe('with another key', () => {
		const others = (...ids: string[]) => ({ ...remembered(...ids), account: 'of another key' });

		test('tells what is new where the library is the same', async () => {
			const { found, warnings, known, poll } = await tell(
				media('b', 'a', 'c', 'd'),
				others('a', 'd'),
			);
			expect(found).toEqual(media('b', 'c'));
			expect(warnings).toEqual([]);
			expect(known.account).toBe(poll.desk.account);
		});

		test.each<[string, string[], string[]]>([
			['none of the media that were there', ['a'], ['b', 'c']],
			['one of them among many', ['a', 'b'], ['c', 'a', 'd']],
			['media, and there were none before', [], ['b']],
		])('begins anew where the library has %s, and says so', async (_name, before, now) => {
			const { found, warnings, known } = await tell(media(...now), others(...before));
			expect(found).toEqual([]);
			expect(warnings).toEqual([OTHER_LIBRARY]);
			expect(known.media).toEqual(now.map(key));
		});

		const SEEN = Date.parse('2026-02-01T00:00:00Z');
		const dated = (mediaId: string, createdAt: string) => ({ mediaId, createdAt });

		test.each([
			['2026-02-01T00:00:00Z', true],
			['2026-01-31T23:59:59Z', false],
		])('tells what was made at %s, where none is known: %j', async (createdAt, isTold) => {
			const { found, warnings } = await tell([dated('b', createdAt)], {
				...others('a'),
				seenAt: SEEN,
			});
			expect(found).toHaveLength(isTold ? 1 : 0);
			expect(warnings).toEqual(isTold ? [] : [OTHER_LIBRARY]);
		});

		test('counts a file once that is listed more than once', async () => {
			const [a, b, c] = ['a', 'b', 'c'];
			const own = await tell(media(a, 'd', b, b, b, b), others(a, 'd'));
			expect(own.found).toEqual(media(b));
			const foreign = await tell(media(b, c, a, a, a), others(a));
			expect(foreign.found).toEqual([]);
			expect(foreign.warnings).toEqual([OTHER_LIBRARY]);
		});

		test.each<[unknown, string[]]>([
			[undefined, []],
			['text', []],
			[Date.now() + 1_000_000, []],
			[0, ['b']],
		])('takes %j for when it was seen last', async (seenAt, told) => {
			const list = [dated('b', '2026-01-15T00:00:00Z')];
			const { found } = await tell(list, { ...others('a'), seenAt } as never);
			expect(found.map(({ mediaId }) => mediaId)).toEqual(told);
		});

		test.each([undefined, 'text'])('tells what is made after now, with %j', async (seenAt) => {
			const ahead = new Date(Date.now() + 24 * 60 * 60_000).toISOString();
			const { found } = await tell([dated('b', ahead)], { ...others('a'), seenAt } as never);
			expect(found.map(({ mediaId }) => mediaId)).toEqual(['b']);
		});

		test('learns nothing of an empty list, and goes on', async () => {
			const before = { ...others('a'), hasMore: true, seenAt: SEEN };
			const { found, warnings, known } = await tell([], before);
			expect(found).toEqual([]);
			expect(warnings).toEqual([]);
			expect(known).toEqual(before);
		});

		test.each<unknown>([undefined, 5, null, {}])('takes %j for another one', async (account) => {
			const { warnings } = await tell(media('b'), { ...remembered('a'), account } as never);
			expect(warnings).toEqual([OTHER_LIBRARY]);
		});
	});

	test('takes what is no text for no key', async () => {
		const { known } = await tell([], { ...remembered(), media: ['a', 5, null, {}, 'b'] } as never);
		expect(known.media).toEqual(['a', 'b']);
	});
});

describe('The example', () => {
	const example = async (poller: Poller) =>
		await time.passDuring(newMedia.example(await poller.pollNow()));

	test.each<[unknown[], object]>([
		[media('a', 'b'), { mediaId: 'a' }],
		[['text'], { value: 'text' }],
		[[null], { value: null }],
	])('of %j is the first entry', async (list, json) => {
		const poller = new Poller(() => answer(list));
		expect(await example(poller)).toEqual(json);
		expect(poller.asked[0]?.qs).toEqual({ kind: 'video', limit: 1 });
	});

	test('cannot be had where there is nothing', async () => {
		const failure = await errorOf<Failure>(example(new Poller(() => answer([]))));
		expect(failure).toMatchObject({
			kind: 'invalid',
			message: 'No media with the current filter could be found',
			facts: {
				description: 'Add a file to your Wonda media library, or choose another Kind or Source.',
			},
		});
	});

	test('says what is wrong', async () => {
		const failure = await errorOf<Failure>(example(new Poller(() => refusing(401))));
		expect(failure.message).toBe('Wonda does not accept the API key: No');
	});
});
