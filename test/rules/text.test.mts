import { asList, isNothing, isText, show } from '../../nodes/shared/rules/list';
import { judge } from '../support/rule.mts';

test.each<[value: unknown, nothing: boolean, text: boolean]>([
	[undefined, true, false],
	[null, true, false],
	['', true, false],
	[' ', true, false],
	['\t\r\n\u00a0\u2028', true, false],
	['\0', false, true],
	['a', false, true],
	[' a ', false, true],
	['0', false, true],
	[0, false, false],
	[Number.NaN, false, false],
	[false, false, false],
	[true, false, false],
	[[], false, false],
	[[''], false, false],
	[{}, false, false],
	[{ length: 0 }, false, false],
])('%j says nothing: %s, is a text: %s', (value, nothing, text) => {
	expect(isNothing(value)).toBe(nothing);
	expect(isText(value)).toBe(text);
});

describe('A value of a user in a message', () => {
	test.each<[string, unknown, string]>([
		['100 characters', 'x'.repeat(100), `“${'x'.repeat(100)}”`],
		['101 characters', 'x'.repeat(101), `“${'x'.repeat(100)}…”`],
		['blanks around it', ' \n next friday \t', '“next friday”'],
		['blanks around 100 characters', ` ${'x'.repeat(100)}\n`, `“${'x'.repeat(100)}”`],
		['very many blanks before it', `${' '.repeat(5000)}soon`, '“soon”'],
		['control characters', 'a\0\u001b[31mb\u007fc', '“a [31mb c”'],
		['lines with much between them', `a${'\n'.repeat(900)}b`, '“a b”'],
		// What is so far behind is not looked at.
		['lines with more between them than is looked at', `a${'\n'.repeat(1500)}b`, '“a”'],
		['a list of 100 characters', ['x'.repeat(96)], `["${'x'.repeat(96)}"]`],
		['a list of 101 characters', ['x'.repeat(97)], `["${'x'.repeat(97)}"…`],
		['an empty list', [], '[]'],
		['an empty object', {}, '{}'],
		['yes', true, 'true'],
		['a fraction', 1.5, '1.5'],
		['a number that is none', Number.NaN, 'null'],
		['nothing', undefined, 'empty'],
		['an empty text', '', 'empty'],
	])('%s', (_name, value, words) => {
		expect(show(value)).toBe(words);
	});
});

describe('A list', () => {
	const given = ['a', 5, null];

	test('is taken as it is', () => {
		expect(asList(given)).toBe(given);
		expect(asList([])).toEqual([]);
	});

	test.each<[string, unknown[]]>([
		['a', ['a']],
		['a,b', ['a', 'b']],
		['a, b', ['a', ' b']],
		['a\nb', ['a', 'b']],
		['a,\nb', ['a', 'b']],
		['a, \nb', ['a', 'b']],
		['a, \n \t\n\nb', ['a', 'b']],
		['a,b,\nc,d', ['a', 'b', 'c', 'd']],
		['a,b\nc,d\n', ['a', 'b', 'c', 'd']],
		['a,,b', ['a', '', 'b']],
		['a,,\nb', ['a', '', 'b']],
		['a, ,\nb', ['a', ' ', 'b']],
		['a\n\nb', ['a', '', 'b']],
		['a\n \nb', ['a', ' ', 'b']],
		['a,\nb\n\nc', ['a', 'b', '', 'c']],
		['a,\n,b', ['a', '', 'b']],
		[',a', ['', 'a']],
		['\na', ['', 'a']],
		['a,', ['a']],
		['a, , \n,\t', ['a']],
		['', ['']],
		[' ,\n', ['']],
		['a]', ['a]']],
		['a,[b]', ['a', '[b]']],
		['[]', []],
		['["a,b", 5, null]', ['a,b', 5, null]],
		[' \n["a"]\n ', ['a']],
	])('of the text %j', (text, entries) => {
		expect(asList(text)).toEqual(entries);
	});

	test.each([undefined, null, 5, true, {}, { length: 1 }, '[', '["a"', '[a]', '["a"],', '["a"] b'])(
		'is nothing of %j',
		(value) => {
			expect(asList(value)).toBeUndefined();
		},
	);
});

describe('mediaIds', () => {
	test.each<[unknown, string]>([
		[['a', 'b\n', 'c d'], 'has no media ID at position 3 but “c d”'],
		[['a', ['b']], 'has no media ID at position 2 but ["b"]'],
		[[{}, 'a'], 'has no media ID at position 1 but {}'],
		[['a', ' \n'], 'has nothing at position 2'],
		[[undefined], 'has nothing at position 1'],
		[['a', true, ''], 'has no media ID at position 2 but true'],
		['[5, "a"]', 'has no media ID at position 1 but 5'],
		['a, \n', 'takes 2 to 35 images, but has 1'],
		['[]', 'takes 2 to 35 images, but has 0'],
		[Array(36).fill('a'), 'takes 2 to 35 images, but has 36'],
		[true, 'must be a list of media IDs, but is true'],
		[' ', 'is empty; enter the IDs of 2 to 35 images'],
		[null, 'is empty; enter the IDs of 2 to 35 images'],
	])('refuses %j', (value, broken) => {
		expect(judge('mediaIds', value)).toEqual({ broken });
	});

	test.each([2, 35])('takes %i, whatever is around them', (count) => {
		const ids = Array.from({ length: count }, (_, index) => `${index}_A-z`);
		const padded = ids.map((id) => ` ${id}\t`);
		expect(judge('mediaIds', padded)).toEqual({ value: ids });
		expect(judge('mediaIds', padded.join(','))).toEqual({ value: ids });
	});
});

describe('caption', () => {
	test.each<[unknown, unknown]>([
		[' ', ' '],
		['\n', '\n'],
		[true, 'true'],
		[-1.5, '-1.5'],
		['x'.repeat(91), 'x'.repeat(91)],
	])('of a video takes %j', (value, read) => {
		expect(judge('caption', value)).toStrictEqual({ value: read });
	});

	test.each<[unknown, string]>([
		[{}, '{}'],
		[[], '[]'],
		[Number.NaN, 'null'],
		[Number.NEGATIVE_INFINITY, 'null'],
	])('refuses %j', (value, shown) => {
		for (const resource of ['video', 'carousel']) {
			expect(judge('caption', value, { resource })).toStrictEqual({
				broken: `must be a text, but is ${shown}`,
			});
		}
	});

	test('of a carousel holds 90 characters', () => {
		const carousel = { resource: 'carousel' };
		for (const value of ['x'.repeat(90), '🎬'.repeat(90), '', undefined]) {
			expect(judge('caption', value, carousel)).toStrictEqual({ value: value || undefined });
		}
		for (const value of ['x'.repeat(91), '🎬'.repeat(91), ` ${'x'.repeat(90)}`]) {
			expect(judge('caption', value, carousel)).toStrictEqual({
				broken: 'holds up to 90 characters in a carousel, but has 91',
			});
		}
	});
});
