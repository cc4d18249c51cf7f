import type { IBinaryData, IExecuteSingleFunctions } from 'n8n-workflow';

import { FILE_RULES } from '../../nodes/shared/files/fileRules';
import { InputFile } from '../../nodes/shared/files/inputFile';
import type { Beside } from '../../nodes/shared/rules/rule';
import { contextOf, inMemory, stored } from './item.mts';

const mp4 = inMemory('\0\0\0\x20ftypisom', { fileName: 'clip.mp4' });
const jpeg = inMemory('\xff\xd8\xff', { fileName: 'a.jpg' });
const webp = inMemory('RIFF\0\0\0\0WEBP', { fileName: 'b.webp' });
const png = inMemory('\x89PNG\r\n\x1a\n', { fileName: 'c.png' });
const noise = inMemory('nothing known', { fileName: 'd.bin' });
const empty = inMemory('', { fileName: 'e.mp4', mimeType: 'video/mp4' });
const files = { mp4, jpeg, webp, png, noise, empty };

type Files = Record<string, IBinaryData>;

const ONE = 'binaryPropertyName';
const SEVERAL = 'binaryPropertyNames';

/** Applies a rule; what takes its time has come to its end. */
async function judge(
	path: string,
	value: unknown,
	resource: string,
	context = contextOf({ files }),
) {
	const beside: Partial<Beside> = { context, resource };
	const ruling = FILE_RULES[path]?.rule(value, beside as Beside);
	return { value: ruling?.value, broken: await ruling?.broken };
}

const IN_LIBRARY =
	'It takes an image (JPEG, PNG, GIF, WebP or SVG), a video (MP4, QuickTime, WebM or AVI) or an audio file (MP3, WAV, Ogg, WebM, AAC or M4A)';
const VIDEO = 'It takes a video (MP4, QuickTime, WebM or AVI)';
const CAROUSEL = 'It takes 2 to 35 JPEG or WebP images';

test('the fields, and where their files take the place of names', () => {
	expect(
		Object.entries(FILE_RULES).map(([path, { label, sent, as }]) => ({ path, label, sent, as })),
	).toEqual([
		{ path: ONE, label: 'Input Binary Field', sent: 'body', as: ['mediaId', 'file'] },
		{ path: SEVERAL, label: 'Input Binary Fields', sent: 'body', as: ['mediaIds'] },
	]);
});

describe('One file', () => {
	test.each([
		['video', 'mp4', undefined],
		['media', 'mp4', undefined],
		['media', 'png', undefined],
		['media', ' jpeg\n', undefined],
		['video', 'png', `names “png” (c.png), which is image/png. ${VIDEO}`],
		['video', 'noise', `names “noise” (d.bin), which is of an unknown type. ${VIDEO}`],
		['media', 'noise', `names “noise” (d.bin), which is of an unknown type. ${IN_LIBRARY}`],
		['video', 'empty', `names “empty” (e.mp4), which is empty. ${VIDEO}`],
		['media', 'empty', `names “empty” (e.mp4), which is empty. ${IN_LIBRARY}`],
	])('of %s: %s', async (resource, name, broken) => {
		const ruling = await judge(ONE, name, resource);
		expect(ruling.broken).toBe(broken);
		// It is the file itself, not a list of it.
		expect(ruling.value).toBeInstanceOf(InputFile);
		expect((ruling.value as InputFile).fileName).toBe(files[name.trim() as 'mp4'].fileName);
	});

	test.each(['x-matroska', 'constructor', 'mp4 x'])('a video of the type %s', async (type) => {
		const context = contextOf({ files: { a: { ...mp4, mimeType: `video/${type}` } } });
		expect((await judge(ONE, 'a', 'video', context)).broken).toBe(
			`names “a” (clip.mp4), which is video/${type}. ${VIDEO}`,
		);
	});

	test.each<[unknown, string]>([
		[undefined, 'is empty; enter the name of the input field that holds the file'],
		[null, 'is empty; enter the name of the input field that holds the file'],
		['', 'is empty; enter the name of the input field that holds the file'],
		[' \n', 'is empty; enter the name of the input field that holds the file'],
		[5, 'must name an input field that holds a file, but is 5'],
		[true, 'must name an input field that holds a file, but is true'],
		['["mp4"', 'must name an input field that holds a file, but is “["mp4"”'],
		[{ a: 1 }, 'must name an input field that holds a file, but is {"a":1}'],
		['mp4, png', 'takes one file, but has 2'],
		[['mp4', 'x', 'y'], 'takes one file, but has 3'],
		[[], 'takes one file, but has 0'],
		[{}, 'takes one file, but has 0'],
	])('is not %j', async (value, broken) => {
		expect(await judge(ONE, value, 'video')).toStrictEqual({ value: undefined, broken });
	});

	test('that is not there is named', async () => {
		const { broken } = await judge(ONE, 'x', 'video', contextOf({ files: { mp4 } }));
		expect(broken).toBe(`names “x”, which is not there; the item has “mp4”. ${VIDEO}`);
	});
});

describe('Images of a carousel', () => {
	test.each([
		['jpeg, webp', undefined],
		['webp\njpeg\nwebp', undefined],
		['jpeg, png', `names “png” (c.png), which is image/png. ${CAROUSEL}`],
		[
			'mp4, jpeg, noise',
			`names “mp4” (clip.mp4), which is video/mp4; names “noise” (d.bin), which is of an unknown type. ${CAROUSEL}`,
		],
	])('%s', async (names, broken) => {
		const ruling = await judge(SEVERAL, names, 'carousel');
		expect(ruling.broken).toBe(broken);
		expect((ruling.value as InputFile[]).map(({ fileName }) => fileName)).toEqual(
			names.split(/,\s|\n/).map((name) => files[name as 'mp4'].fileName),
		);
	});

	test.each([2, 35])('may be %i', async (count) => {
		const ruling = await judge(SEVERAL, Array(count).fill('jpeg'), 'carousel');
		expect(ruling.broken).toBeUndefined();
		expect(ruling.value).toHaveLength(count);
	});

	test.each<[unknown, string]>([
		['jpeg', 'takes 2 to 35 images, but has 1'],
		[[], 'takes 2 to 35 images, but has 0'],
		[Array(36).fill('jpeg'), 'takes 2 to 35 images, but has 36'],
		[Array(36).fill('x'), 'takes 2 to 35 images, but has 36'],
		['png', 'takes 2 to 35 images, but has 1'],
		[' ', 'is empty; enter the name of the input field that holds the file'],
		[5, 'must name an input field that holds a file, but is 5'],
	])('not %j', async (value, broken) => {
		expect(await judge(SEVERAL, value, 'carousel')).toStrictEqual({ value: undefined, broken });
	});

	test('too few because one is not there: that is said', async () => {
		const context = contextOf({ files: { jpeg } });
		expect((await judge(SEVERAL, 'x', 'carousel', context)).broken).toBe(
			`names “x”, which is not there; the item has “jpeg”. ${CAROUSEL}`,
		);
		expect((await judge(SEVERAL, ['jpeg', ''], 'carousel', context)).broken).toBe(
			`has nothing at position 2. ${CAROUSEL}`,
		);
	});
});

describe('A file that cannot be read', () => {
	const lost = stored('id-1', { fileName: 'a.mp4' });

	test('is named, with the words of the store', async () => {
		const store = {
			getBinaryStream: async () => await Promise.reject(new Error('ENOENT:\nno such file')),
		} as Partial<IExecuteSingleFunctions['helpers']>;
		const context = contextOf({ files: { lost, mp4 } as Files, store });
		expect((await judge(ONE, 'lost', 'video', context)).broken).toBe(
			`names “lost” (a.mp4), which cannot be read: ENOENT: no such file. ${VIDEO}`,
		);
		expect((await judge(ONE, 'mp4', 'video', context)).broken).toBeUndefined();
	});

	test('since the execution was stopped', async () => {
		const context = contextOf({ files: { mp4 }, stop: AbortSignal.abort() });
		expect((await judge(ONE, 'mp4', 'video', context)).broken).toBe(
			`names “mp4” (clip.mp4), which cannot be read: The execution was stopped. ${VIDEO}`,
		);
	});
});
