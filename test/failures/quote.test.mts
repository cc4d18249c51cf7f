import fc from 'fast-check';

import { hiding, quoting } from '../../nodes/shared/failures/quote';

const KEY = `sk_${'0123456789abcdef'.repeat(4)}`;
const quote = quoting(KEY);

test.each([
	['as it is', KEY, '[API key]'],
	['without its prefix', KEY.slice(3), '[API key]'],
	['in capitals', KEY.toUpperCase(), '[API key]'],
	['twice', `${KEY} and ${KEY}`, '[API key] and [API key]'],
	['twice on end', `${KEY}${KEY}`, '[API key]'],
	['inside an object', { a: [KEY] }, '{"a":["[API key]"]}'],
	['as the name of a property', { [KEY]: 1 }, '{"[API key]":1}'],
])('The key is hidden %s', (_name, text, shown) => {
	expect(quote(text)).toBe(shown);
});

test('A key that is no text hides nothing', () => {
	const text = 'stryker was here! [object object] 12345678';
	for (const key of [undefined, null, 12345678, {}, ['sk_1234567']]) {
		expect(hiding(key)(text)).toBe(text);
	}
});

test.each([16, 17, 40, 66])('A part of %i characters is hidden, wherever it is of', (length) => {
	const real = `sk_${'7c1f0a9be24d5836'.repeat(2)}${'e0d3b5971a2c4f68'.repeat(2)}`;
	for (let at = 0; at + length <= real.length; at++) {
		const shown = quoting(real)(`It is ${real.slice(at, at + length)}, or not`);
		expect(shown).toBe('It is [API key], or not');
	}
});

test('A text of megabytes is masked and cut in no time', () => {
	const startedAt = performance.now();
	expect(quote('x'.repeat(5_000_000))).toHaveLength(1001);
	expect(quote(KEY.repeat(100_000))).toMatch(/^(\[API key\])+/);
	expect(performance.now() - startedAt).toBeLessThan(2000);
});

test('The key is hidden before a text is cut, wherever the cut falls', () => {
	for (let before = 900; before <= 1001; before++) {
		expect(quote(`${'x'.repeat(before)}${KEY}`)).not.toMatch(/[0-9a-f]{2}|sk_/);
	}
});

test.each(['', ' ', 'a', 'sk_', 'sk_1234', undefined, null, 5, { trim: 1 }])(
	'A key of a few characters, or of another type, garbles nothing: %j',
	(key) => {
		expect(quoting(key)('a sk_1234 5 undefined null')).toBe('a sk_1234 5 undefined null');
	},
);

test('A key with characters that mean something in a pattern is hidden as well', () => {
	expect(quoting(' a.*+?^${}()|[]\\ ')('x a.*+?^${}()|[]\\ x')).toBe('x [API key] x');
});

test.each([
	['line breaks', 'one\r\ntwo', 'one two'],
	['other ends of lines', 'one\u2028two\u2029three\u0085four', 'one two three four'],
	['colors of a terminal', '\u001b[31mred', '[31mred'],
	['turns of direction', 'a\u202eb', 'a b'],
	['blanks around', '  a ', 'a'],
])('A text comes on one line, without %s', (_name, text, shown) => {
	expect(quote(text)).toBe(shown);
});

const endless: Record<string, unknown> = {};
endless.self = endless;

test.each([
	[undefined, ''],
	[null, ''],
	[0, '0'],
	[false, 'false'],
	[{ toString: 1 }, '{"toString":1}'],
	[10n, '"10"'],
	[() => 'words', ''],
	[endless, 'a value of the type object'],
])('What is no text is told as one: %p', (value, shown) => {
	expect(quote(value)).toBe(shown);
});

test('A text is cut at its limit, and no character in two', () => {
	expect(quote('a'.repeat(1000))).toBe('a'.repeat(1000));
	expect(quote('a'.repeat(1001))).toBe(`${'a'.repeat(1000)}…`);
	expect(quote('abc', 2)).toBe('ab…');
	expect(quote(`a${'🎬'.repeat(3)}`, 2)).toBe('a…');
	expect(quote('🎬 on', 4)).toBe('🎬 o…');
});

test('A text of which little is left says that there was more', () => {
	expect(quote(`a${' '.repeat(19_999)}`)).toBe('a');
	expect(quote(`a${' '.repeat(19_999)}b`)).toBe('a…');
});

test('A key is hidden from eight characters on', () => {
	expect(quoting('12345678')('No 12345678')).toBe('No [API key]');
	expect(quoting('1234567')('No 1234567')).toBe('No 1234567');
});

test('Texts of any length are handled in linear time', () => {
	const from = performance.now();
	for (const part of ['a', KEY.slice(0, -1), '\n', '\u202e ']) quote(part.repeat(200_000));
	expect(performance.now() - from).toBeLessThan(5000);
});

test('Hiding leaves the rest of a text as it is', () => {
	expect(hiding(KEY)(`a\n${KEY}\n`)).toBe('a\n[API key]\n');
});

test('Nothing throws, whatever is quoted under whatever key', () => {
	fc.assert(
		fc.property(fc.anything(), fc.anything(), (key, value) => {
			expect(typeof quoting(key)(value)).toBe('string');
		}),
	);
});
