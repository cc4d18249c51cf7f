import { asFileName } from '../../nodes/shared/files/headerText';
import { shown } from '../../nodes/shared/files/words';

describe('A name of a file in a header', () => {
	test.each([
		...['', 'clip.mp4', ' a.mp4 ', 'a b;c=d,e.mp4', "it's.mp4", 'Überraschung 東京 🎬👩‍👩‍👧 ريادة.mp4'],
		...['%22', 'a/b', '..', '.mp4', 'a.', 'a\u00a0b', '\ufeffa', 'a\u200db'],
	])('stays as it is: %j', (name) => {
		expect(asFileName(name)).toBe(name);
	});

	test.each([
		['"', '%22'],
		['\r', '%0D'],
		['\n', '%0A'],
		['a"b"\r\nX-Evil: 1', 'a%22b%22%0D%0AX-Evil: 1'],
		['\\', '_'],
		['\\"', '_%22'],
		['\0', '_'],
		['\t', '_'],
		['\u001b', '_'],
		['\u007f', '_'],
		['\u0085', '_'],
		['\u009f', '_'],
		['\u2028\u2029', '__'],
		['\u061c\u200e\u200f', '___'],
		['\u202a\u202b\u202c\u202d\u202e', '_____'],
		['\u2066\u2067\u2068\u2069', '____'],
		['a\tb\tc.mp4', 'a_b_c.mp4'],
	])('without what is unsafe in it: %j', (name, safe) => {
		expect(asFileName(name)).toBe(safe);
	});

	test.each<[string, name: string, cut: string]>([
		['200 characters', `${'a'.repeat(196)}.mp4`, `${'a'.repeat(196)}.mp4`],
		['201 characters', `${'a'.repeat(197)}.mp4`, `${'a'.repeat(196)}.mp4`],
		['201 characters without extension', 'a'.repeat(201), 'a'.repeat(200)],
		['201 characters of two halves', '🎬'.repeat(201), '🎬'.repeat(200)],
		['200 characters of two halves', '🎬'.repeat(200), '🎬'.repeat(200)],
		[
			'an extension of 20 characters',
			`${'a'.repeat(300)}.${'b'.repeat(19)}`,
			`${'a'.repeat(180)}.${'b'.repeat(19)}`,
		],
		['an extension of 21 characters', `${'a'.repeat(300)}.${'b'.repeat(20)}`, 'a'.repeat(200)],
		['the last point alone', `${'a.'.repeat(150)}mp4`, `${'a.'.repeat(98)}.mp4`],
		['a point at the end', `${'a'.repeat(300)}.`, `${'a'.repeat(199)}.`],
		['a point at the beginning', `.${'a'.repeat(300)}`, `.${'a'.repeat(199)}`],
		['quotes, which count once', '"'.repeat(201), '%22'.repeat(200)],
	])('of limited length: %s', (_name, name, cut) => {
		expect(asFileName(name)).toBe(cut);
	});
});

test.each<[unknown, string]>([
	['clip.mp4', 'clip.mp4'],
	[' a\r\nb\t', 'a b'],
	['a"b', 'a"b'],
	['x'.repeat(200), 'x'.repeat(200)],
	['x'.repeat(201), `${'x'.repeat(200)}…`],
	[`${'x'.repeat(199)}🎬`, `${'x'.repeat(199)}…`],
	['', ''],
	[undefined, ''],
	[5, '5'],
])('a message shows %j', (text, words) => {
	expect(shown(text)).toBe(words);
});
