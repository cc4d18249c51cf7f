import { keyOf, rememberedWith } from '../../nodes/WondaTikTokTrigger/identity';

const key = (entry: unknown) => keyOf(entry, 'mediaId');

/** What a trigger has remembered with an earlier version, it has to know again: keys as they were made before. */
test.each<[unknown, string]>([
	[{ mediaId: 'm-1' }, 'lxa-YXJcJ5l9UX2P'],
	[{ name: 'a', tags: ['b'] }, '_FdRIqzVqoiUtwax'],
])('The key of %j stays the same', (entry, expected) => {
	expect(key(entry)).toBe(expected);
});

test.each<[string, unknown, unknown]>([
	['its ID, whatever else it holds', { mediaId: 'a', size: 1 }, { mediaId: 'a', size: 2 }],
	['a number as ID like its text', { mediaId: 5 }, { mediaId: '5' }],
	['zero as ID', { mediaId: 0, size: 1 }, { mediaId: 0, size: 2 }],
	['the order of its fields', { a: 1, b: 2, c: { d: 3, e: 4 } }, { c: { e: 4, d: 3 }, b: 2, a: 1 }],
	[
		'the signature of an address',
		{ url: 'https://x.example/a?s=1' },
		{ url: 'https://x.example/a?s=2' },
	],
	['an address without one', { url: 'http://x.example/a?s=1' }, { url: 'http://x.example/a' }],
	['the end of an address', { url: 'HTTPS://x.example/a#1' }, { url: 'HTTPS://x.example/a?b#2' }],
	['an address in a list', ['http://x.example/?1'], ['http://x.example/?2']],
])('One entry is known by %s', (_name, one, other) => {
	expect(key(one)).toBe(key(other));
});

/** An object so many levels deep, with something at its ground. */
const deep = (levels: number, ground: unknown): unknown =>
	levels === 0 ? ground : { a: deep(levels - 1, ground) };

test('An entry is looked into ten levels deep', () => {
	expect(key(deep(10, 1))).not.toBe(key(deep(10, 2)));
	expect(key(deep(10, { a: 1 }))).toBe(key(deep(10, { a: 2 })));
	expect(key(deep(9, { a: 1 }))).not.toBe(key(deep(9, { a: 2 })));
	expect(key(deep(5000, 1))).toBe(key(deep(5000, 2)));
	expect(key(deep(10, {}))).not.toBe(key(deep(10, '')));
});

test('Entries that differ have keys that do', () => {
	const entries = [
		...[{ mediaId: 'a' }, { mediaId: 'b' }, { mediaId: 'A' }, { mediaId: ' a' }, { id: 'a' }],
		...[{ mediaId: '' }, { mediaId: null }, { mediaId: {} }, { mediaId: ['a'] }, { mediaId: true }],
		...[{ mediaId: '', size: 1 }, { mediaId: null, size: 1 }, {}, ['a'], [['a']], 'a', 'b', ''],
		...[
			null,
			0,
			1,
			'1',
			true,
			{ url: 'a?1' },
			{ url: 'a?2' },
			{ url: 'a#1' },
			{ url: 'ahttp://x?1' },
		],
		...[{ url: 'ahttp://x?2' }, { url: 'ftp://x?1' }, { url: 'ftp://x?2' }, { url: 'http//x?1' }],
		...[{ url: 'http//x?2' }, { url: 'https://x/a' }, { url: 'https://x/b' }, { b: 1 }, { a: 1 }],
		...[{ a: 1, b: 2 }, { a: 2, b: 1 }, { a: null }, { a: [1, 2] }, { a: [2, 1] }, { a: { b: 1 } }],
		...['id', 'content', '…', { length: 0 }, { mediaIds: 'a' }],
	];
	const keys = entries.map(key);
	expect(new Set(keys).size).toBe(entries.length);
	for (const one of keys) expect(one).toMatch(/^[\w-]{16}$/);
});

test('The name of the ID is the one that is given', () => {
	expect(keyOf({ mediaId: 'a', other: 'b' }, 'other')).toBe(keyOf({ other: 'b' }, 'other'));
	expect(keyOf({ other: 'a' }, 'other')).toBe(keyOf({ mediaId: 'a' }, 'mediaId'));
});

test.each<[known: string, seen: string, most: number, remembered: string]>([
	['', '', 5, ''],
	['ab', 'c', 5, 'abc'],
	['abc', 'a', 5, 'bca'],
	['abc', 'ca', 5, 'bca'],
	['ab', 'cc', 5, 'abc'],
	['abc', '', 5, 'abc'],
	['abc', 'de', 5, 'abcde'],
	['abc', 'def', 5, 'bcdef'],
	['abc', 'a', 2, 'ca'],
	['abc', 'defg', 2, 'defg'],
	['abc', '', 2, 'bc'],
	['', 'abcd', 2, 'abcd'],
])('Of %j and %j at most %i are remembered: %j', (known, seen, most, remembered) => {
	expect(rememberedWith([...known], [...seen], most).join('')).toBe(remembered);
});
