import type { IBinaryData } from 'n8n-workflow';

import { InputFile } from '../../nodes/shared/files/inputFile';
import { findFiles } from '../../nodes/shared/files/inputFiles';
import { contextOf, inMemory, stored } from './item.mts';

const a = inMemory('A', { mimeType: 'image/jpeg', fileName: 'a.jpg' });
const b = stored('id-b', { mimeType: 'image/png', fileName: 'b.png' });
const files = { a, b };

/** What a value stands for: how a message names each file, what is wrong with an entry, or how many there are. */
function found(value: unknown, held: Record<string, IBinaryData> | undefined = files, most = 35) {
	const entries = findFiles(contextOf({ files: held }), value, most);
	return Array.isArray(entries)
		? entries.map((entry) => (entry instanceof InputFile ? { file: entry.toString() } : entry))
		: entries;
}

const A = { file: '“a” (a.jpg)' };
const B = { file: '“b” (b.png)' };

const THERE = 'the item has “a”, “b”';

describe('Names of fields', () => {
	test.each<[unknown, unknown[]]>([
		['a', [A]],
		[' a\n', [A]],
		['a,b', [A, B]],
		['b\na', [B, A]],
		['a, a', [A, A]],
		['["a", " b "]', [A, B]],
		[
			['b', 'a'],
			[B, A],
		],
		[[], []],
		['', ['has nothing at position 1']],
		['a,,b', [A, 'has nothing at position 2', B]],
		[
			['a', null],
			[A, 'has nothing at position 2'],
		],
		[
			[undefined, ' '],
			['has nothing at position 1', 'has nothing at position 2'],
		],
		['c', [`names “c”, which is not there; ${THERE}`]],
		['A', [`names “A”, which is not there; ${THERE}`]],
		['toString', [`names “toString”, which is not there; ${THERE}`]],
		[
			['a', 'x\ny', 'b'],
			[A, `names “x y”, which is not there; ${THERE}`, B],
		],
		['x'.repeat(201), [`names “${'x'.repeat(200)}…”, which is not there; ${THERE}`]],
		[
			['a', 5],
			[A, 'has no file at position 2 but 5'],
		],
		[[true], ['has no file at position 1 but true']],
		[[['a']], ['has no file at position 1 but ["a"]']],
		[[{}], ['has no file at position 1 but {}']],
		[
			['x', {}, 'a'],
			[`names “x”, which is not there; ${THERE}`, 'has no file at position 2 but {}', A],
		],
	])('%j', (value, entries) => {
		expect(found(value)).toEqual(entries);
	});

	test.each([undefined, null, 5, true, Number.NaN, '["a"', { a: 1 }, { a: {} }])(
		'%j is no list of them',
		(value) => {
			expect(found(value)).toBeUndefined();
		},
	);

	test('none are in `{{ $binary }}` of an item without files', () => {
		expect(found({})).toEqual([]);
	});

	test('more than may be given are counted, and not looked for', () => {
		expect(found('a,b', files, 2)).toEqual([A, B]);
		expect(found('a,b', files, 1)).toBe(2);
		expect(found(Array(36).fill('x'), files, 35)).toBe(36);
		expect(found(files, files, 1)).toBe(2);
	});

	test('may be paths where a workflow keeps its files in the JSON of its items', () => {
		const inJson: Record<string, unknown> = {
			'files.photo': { ...a, fileSize: '3 B', bytes: 3 },
			'files.text': 'a',
			'files.list': [a],
			'files.none': null,
			'files.object': { id: 'x', data: 'x' },
			'files.empty': { mimeType: 'image/jpeg' },
		};
		const context = contextOf({ inJson });
		expect(String(findFiles(context, 'files.photo', 1))).toBe('“files.photo” (a.jpg)');
		for (const name of Object.keys(inJson).slice(1)) {
			expect(findFiles(context, name, 1)).toEqual([
				`names “${name}”, which is not there; the item has no files`,
			]);
		}
	});
});

describe('The files that an item has are told by name', () => {
	const named = (count: number) =>
		Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index + 1}`, a]));

	const TEN = '“f1”, “f2”, “f3”, “f4”, “f5”, “f6”, “f7”, “f8”, “f9”, “f10”';

	test.each<[string, Record<string, IBinaryData> | undefined, string]>([
		['none', {}, 'the item has no files'],
		['one', { a }, 'the item has “a”'],
		['one of a long name', { ['x'.repeat(300)]: a }, `the item has “${'x'.repeat(200)}…”`],
		['one of a name with a line break', { 'a\nb': a }, 'the item has “a b”'],
		['ten', named(10), `the item has ${TEN}`],
		['eleven', named(11), `the item has ${TEN} and 1 more`],
		['many', named(200), `the item has ${TEN} and 190 more`],
	])('%s', (_name, held, words) => {
		expect(found('x', held)).toEqual([`names “x”, which is not there; ${words}`]);
		expect(found([{ fileName: 'x' }], held)).toEqual([`names a file that is not there; ${words}`]);
	});

	test('an item without binary data has none', () => {
		expect(findFiles(contextOf({}), ['x', { fileName: 'x' }], 2)).toEqual([
			'names “x”, which is not there; the item has no files',
			'names a file that is not there; the item has no files',
		]);
	});
});
