import type { IBinaryData } from 'n8n-workflow';

import { InputFile } from '../../nodes/shared/files/inputFile';
import { findFiles } from '../../nodes/shared/files/inputFiles';
import { contextOf, inMemory, stored } from './item.mts';

const a = inMemory('A', { mimeType: 'image/jpeg', fileName: 'a.jpg', fileExtension: 'jpg' });
const b = inMemory('B', { mimeType: 'image/jpeg', fileName: 'b.jpg', fileExtension: 'jpg' });

/** As `$binary` gives a file in memory: without its content. */
const withoutContent = (file: IBinaryData) =>
	Object.fromEntries(Object.entries(file).filter(([name]) => name !== 'data'));

/** The contents of the files that a value stands for, in memory or by their IDs, or what is wrong. */
async function contents(value: unknown, files: Record<string, IBinaryData> = { a, b }) {
	const context = contextOf({ files });
	const entries = findFiles(context, value, 35);
	if (!Array.isArray(entries)) return entries;
	return await Promise.all(
		entries.map(async (entry) => {
			if (!(entry instanceof InputFile)) return entry;
			return entry.id ? `id ${entry.id}` : String(await entry.open(context.helpers));
		}),
	);
}

const NOT_THERE = 'names a file that is not there; the item has “a”, “b”';

describe('An object for a file stands for its content', () => {
	test.each<[string, unknown, string]>([
		['in memory', a, 'A'],
		['in memory, of another item', inMemory('C', { mimeType: 'image/png' }), 'C'],
		['in a store', stored('id-1', { fileName: 'x' }), 'id id-1'],
		['in a store, without the rest', { id: 'id-1', mimeType: 'image/png' }, 'id id-1'],
		['with a name alone', { fileName: 'c.jpg', data: 'Qw==' }, 'C'],
		['with an extension alone', { fileExtension: 'jpg', data: 'Qw==' }, 'C'],
		['with a type alone', { mimeType: 'image/png', data: 'Qw==' }, 'C'],
		['with no bytes', { mimeType: 'image/png', data: '' }, ''],
		['beside an ID that is empty', { mimeType: 'image/png', id: '', data: 'Qw==' }, 'C'],
		['beside parts that are nothing', { ...a, fileName: null, id: undefined }, 'A'],
		['beside parts that are no texts', { ...a, fileSize: 3, bytes: 3, more: {} }, 'A'],
	])('%s', async (_name, value, content) => {
		expect(await contents(value)).toEqual([content]);
		expect(await contents([value, 'b'])).toEqual([content, 'B']);
	});

	test.each<[string, unknown]>([
		['an ID alone', { id: 'id-1' }],
		['a content alone', { data: 'Qw==' }],
		['an ID and a content', { id: 'id-1', data: 'Qw==' }],
		['marks that are nothing', { mimeType: null, fileName: undefined, data: 'Qw==' }],
		['a type that is no text', { mimeType: 5, data: 'Qw==' }],
		['a name that is no text', { mimeType: 'image/png', fileName: {}, data: 'Qw==' }],
		['an extension that is no text', { mimeType: 'image/png', fileExtension: true, data: '' }],
		['an ID that is no text', { mimeType: 'image/png', id: 5, data: 'Qw==' }],
		['a content that is no text', { mimeType: 'image/png', data: [1, 2] }],
		['other things', { name: 'a', size: 3 }],
		['what is not its own', Object.create({ mimeType: 'image/png', data: 'Qw==' })],
	])('not one with %s', async (_name, value) => {
		expect(await contents(['a', value])).toEqual([
			'A',
			expect.stringMatching(/^has no file at position 2 but \{/),
		]);
	});
});

describe('An object without content stands for the file of the item that is like it', () => {
	test.each<[string, unknown, string]>([
		['all that is known of it', withoutContent(b), 'B'],
		['its name', { fileName: 'a.jpg' }, 'A'],
		['its name and an empty ID', { fileName: 'b.jpg', id: null }, 'B'],
	])('by %s', async (_name, value, content) => {
		expect(await contents([value])).toEqual([content]);
		expect(await contents(value)).toEqual([content]);
	});

	test.each<[string, unknown]>([
		['another name', { fileName: 'c.jpg' }],
		['another type', { ...withoutContent(a), mimeType: 'image/png' }],
		['something that the file does not have', { fileName: 'a.jpg', directory: '/' }],
		['an ID that is empty', { fileName: 'a.jpg', id: '' }],
	])('not with %s', async (_name, value) => {
		expect(await contents([value])).toEqual([NOT_THERE]);
	});

	test('not where the file has no content itself', async () => {
		const empty = { mimeType: 'image/jpeg', fileName: 'a.jpg' } as IBinaryData;
		expect(await contents([{ fileName: 'a.jpg' }], { a: empty, b })).toEqual([NOT_THERE]);
	});

	test('not where several are like it', async () => {
		const words = (named: string, count: number) =>
			`names ${named}, one of ${count} files that look alike; enter the names of their fields`;
		expect(await contents([{ fileExtension: 'jpg' }])).toEqual([words('“a.jpg”', 2)]);
		const [c, d] = [inMemory('C', { mimeType: 'x' }), stored('id-d', { mimeType: 'x' })];
		expect(await contents([{ mimeType: 'x' }], { a, c, d, b: c })).toEqual([words('the file', 3)]);
		// The same content under another ID is another file.
		const [first, second] = ['1', '2'].map((id) => stored(id, { fileName: 'x' })) as [
			IBinaryData,
			IBinaryData,
		];
		expect(await contents([{ fileName: 'x' }], { first, second })).toEqual([words('“x”', 2)]);
		// So is another content without an ID.
		expect(await contents([{ mimeType: 'x' }], { c, d: { ...c, data: 'RA==' } })).toEqual([
			words('the file', 2),
		]);
	});

	test('where all that are like it are the same file', async () => {
		expect(await contents([withoutContent(a)], { a, again: { ...a }, b })).toEqual(['A']);
		const c = stored('id-c', { fileName: 'x' });
		expect(await contents([{ fileName: 'x' }], { c, again: { ...c } })).toEqual(['id id-c']);
	});
});

describe('All files of an item, as `$binary` gives them', () => {
	test('are taken in their order', async () => {
		expect(await contents({ b, a })).toEqual(['B', 'A']);
		expect(await contents({ b: withoutContent(b), a: withoutContent(a) })).toEqual(['B', 'A']);
		expect(await contents({})).toEqual([]);
	});

	test('are told by their fields where they look alike', async () => {
		const [one, two] = ['1', '2'].map((content) => inMemory(content, { fileName: 'x' })) as [
			IBinaryData,
			IBinaryData,
		];
		const value = { two: withoutContent(two), one: withoutContent(one) };
		expect(await contents(value, { one, two })).toEqual(['2', '1']);
	});

	test('may be those of another item', async () => {
		const c = inMemory('C', { fileName: 'c.jpg' });
		// The field has the same name here and holds another file.
		expect(await contents({ a: c, toString: c, x: withoutContent(b) })).toEqual(['C', 'C', 'B']);
		expect(await contents({ a: withoutContent(c) })).toEqual([NOT_THERE]);
		expect(await contents({ a: withoutContent(b) })).toEqual(['B']);
	});

	test.each<[string, unknown]>([
		['one that is no object', { a, b: 5 }],
		['one that is null', { a: null }],
		['one that is a list', { a: [a] }],
		['one that is no file', { a, b: { name: 'b' } }],
		['a name', { a: 'a' }],
	])('are none with %s', async (_name, value) => {
		expect(await contents(value)).toBeUndefined();
	});
});
