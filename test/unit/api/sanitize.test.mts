import { redactor, sanitizer, sanitizeUserText } from '../../../nodes/shared/api/sanitize';

const KEY = `sk_${'0123456789abcdef'.repeat(4)}`;
const sanitize = sanitizer(KEY);

const endless: Record<string, unknown> = {};
endless.self = endless;

test.each<[name: string, value: unknown, shown: string]>([
	['the key', KEY, '[API key]'],
	['the key without its prefix', KEY.slice(3), '[API key]'],
	['the key in capitals', KEY.toUpperCase(), '[API key]'],
	['the key in words', `No key ${KEY}.`, 'No key [API key].'],
	['the key twice', `${KEY}${KEY}`, '[API key][API key]'],
	['the key inside an object', { a: [KEY] }, '{"a":["[API key]"]}'],
	['the key as the name of a property', { [KEY]: 1 }, '{"[API key]":1}'],
	['line breaks', 'one\r\ntwo\u2028three\u0085four', 'one two three four'],
	['colors of a terminal', '\u001b[31mred', '[31mred'],
	['turns of direction', 'a\u202eb', 'a b'],
	['blanks around', '  a ', 'a'],
	['a number', 0, '0'],
	['null', null, ''],
	['nothing', undefined, ''],
	['an object with a toString', { toString: 1 }, '{"toString":1}'],
	['an object that contains itself', endless, ''],
	['a function', () => 'words', ''],
	['as many characters as may be', 'a'.repeat(1000), 'a'.repeat(1000)],
	['one character more', 'a'.repeat(1001), `${'a'.repeat(1000)}…`],
])('Sanitizes %s', (_name, value, shown) => {
	expect(sanitize(value)).toBe(shown);
});

test('A text is cut at its limit, and no character in two', () => {
	expect(sanitize('abc', 2)).toBe('ab…');
	expect(sanitize(`a${'🎬'.repeat(3)}`, 2)).toBe('a…');
	expect(sanitize('🎬 on', 4)).toBe('🎬 o…');
});

test.each([
	['letters', 'x'],
	['line breaks', '\n'],
])('The key is masked before a text is cut, wherever it stands behind %s', (_name, filler) => {
	for (const length of [900, 950, 1000, 1001, 19_900, 19_950, 19_990, 19_999, 20_000]) {
		const shown = sanitize(`a${filler.repeat(length)}${KEY}`);
		expect(shown).not.toMatch(/[0-9]|sk_/);
		expect(shown.length).toBeLessThanOrEqual(1001);
	}
});

test('Texts of megabytes are sanitized in linear time', () => {
	const begun = process.cpuUsage();
	for (const part of ['a', KEY, KEY.slice(0, -1), '\n', '\u202e ']) sanitize(part.repeat(200_000));
	expect(process.cpuUsage(begun).user / 1000).toBeLessThan(5000);
});

test.each(['', ' ', 'sk_', 'sk_1234', undefined, null, 12_345_678, { trim: 1 }])(
	'A key that is short or not a text masks nothing: %j',
	(key) => {
		expect(sanitizer(key)('sk_1234 12345678 undefined null')).toBe(
			'sk_1234 12345678 undefined null',
		);
	},
);

test.each([
	['of eight characters', '12345678'],
	['with a prefix before seven', 'sk_1234567'],
	['with characters of patterns, and blanks around', ' a.*+?^${}()|[]\\ '],
])('A key is masked that is one %s', (_name, key) => {
	expect(sanitizer(key)(`x ${key.trim()} x`)).toBe('x [API key] x');
});

test('Redacting leaves the rest of a text as it is', () => {
	expect(redactor(KEY)(` a\n${KEY}\n`)).toBe(' a\n[API key]\n');
});

test('In a text of the user nothing is masked', () => {
	expect(sanitizeUserText(`a\n${KEY}`)).toBe(`a ${KEY}`);
});
