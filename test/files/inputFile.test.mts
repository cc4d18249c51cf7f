import type { IBinaryData, IExecuteSingleFunctions } from 'n8n-workflow';

import { InputFile } from '../../nodes/shared/files/inputFile';
import { inMemory, stored } from './item.mts';

/** A file in memory needs nothing of n8n. */
const none = {} as IExecuteSingleFunctions['helpers'];

const look = async (content: string, mimeType = '') =>
	await new InputFile(inMemory(content, { mimeType })).inspect(none);

describe('The name of a file in a message', () => {
	test.each<[field: string | undefined, fileName: string | undefined, words: string]>([
		['data', 'clip.mp4', '“data” (clip.mp4)'],
		['data', undefined, '“data”'],
		['data', '', '“data”'],
		['data', ' \n', '“data”'],
		[undefined, 'clip.mp4', '“clip.mp4”'],
		[undefined, undefined, 'the file'],
		[undefined, '', 'the file'],
		['', 'clip.mp4', '“clip.mp4”'],
		['', '', 'the file'],
		['a\nb', 'c\r\nd.mp4', '“a b” (c d.mp4)'],
		['x'.repeat(201), 'y'.repeat(201), `“${'x'.repeat(200)}…” (${'y'.repeat(200)}…)`],
	])('in the field %j, called %j', (field, fileName, words) => {
		expect(new InputFile(inMemory('', { fileName }), field).toString()).toBe(words);
		expect(String(new InputFile(stored('1', { fileName }), field))).toBe(words);
	});

	test('is what the item has for it', () => {
		expect(new InputFile(inMemory('', { fileName: ' a\n' })).fileName).toBe(' a\n');
		expect(new InputFile(inMemory('')).fileName).toBe('');
	});
});

test.each<[string, IBinaryData, string | undefined]>([
	['in a store', stored('filesystem-v2:1'), 'filesystem-v2:1'],
	['in memory', inMemory('a'), undefined],
	['in memory, with an empty one', inMemory('a', { id: '' }), undefined],
])('the ID of a file %s', (_name, binary, id) => {
	expect(new InputFile(binary).id).toBe(id);
});

describe('The type of a file', () => {
	test.each([
		['the one that its item gives', 'GIF89a', 'video/mp4', 'video/mp4'],
		[
			'the one that its item gives, as the API names it',
			'GIF89a',
			' Image/JPG ; a=b',
			'image/jpeg',
		],
		['the one of its bytes where the item gives none', 'GIF89a', '', 'image/gif'],
		['the one of its bytes before one that says nothing', 'GIF89a', 'text/plain', 'image/gif'],
		['the one that says nothing where bytes tell none', 'noise', 'Text/Plain', 'Text/Plain'],
		['none where nothing tells one', 'noise', '', undefined],
		['none of no bytes', '', '', undefined],
	])('is %s', async (_name, content, mimeType, type) => {
		expect(await look(content, mimeType)).toStrictEqual({ type, size: content.length });
	});

	test('is not looked for in an item that says it', async () => {
		const binary = stored('1', { mimeType: 'video/mp4' });
		const asked: string[] = [];
		const helpers = {
			getBinaryMetadata: async (id: string) => {
				asked.push(id);
				return { fileSize: 5 };
			},
		} as unknown as IExecuteSingleFunctions['helpers'];
		expect(await new InputFile(binary).inspect(helpers)).toEqual({ type: 'video/mp4', size: 5 });
		expect(asked).toEqual(['1']);
	});

	const svgAfter = (bytes: number) => `${' '.repeat(bytes)}<svg/>`;

	test.each([
		[0, 'image/svg+xml'],
		[1000, 'image/svg+xml'],
		[1018, 'image/svg+xml'],
		// Its end is not within the first 1024 bytes.
		[1021, undefined],
		[1024, undefined],
		[2000, undefined],
	])('is told after %i blanks: %s', async (bytes, type) => {
		const content = svgAfter(bytes);
		expect(await look(content)).toStrictEqual({ type, size: content.length });
	});

	test('is told of Base64 with line breaks, whose bytes alone are counted', async () => {
		const { data } = inMemory(svgAfter(1000).padEnd(5000, 'x'));
		const lines = data.replace(/.{76}/g, '$&\n');
		const file = new InputFile({ mimeType: '', data: lines });
		const { type } = await file.inspect(none);
		expect(type).toBe('image/svg+xml');
		expect(await file.open(none)).toHaveLength(5000);
	});
});

test.each([0, 1, 2, 3, 100, 3000])('the size of a file of %i bytes in memory', async (size) => {
	expect((await look('x'.repeat(size))).size).toBe(size);
	expect(await new InputFile(inMemory('x'.repeat(size))).open(none)).toEqual(
		Buffer.alloc(size, 'x'),
	);
});

test('of a file in memory only the beginning is decoded to tell its type', async () => {
	const binary = inMemory('%PDF-'.repeat(100_000));
	const decoding = jest.spyOn(Buffer, 'from');
	const facts = await new InputFile(binary).inspect(none);
	const decoded = (decoding.mock.calls as unknown[][])
		.filter(([, encoding]) => encoding === 'base64')
		.map(([text]) => (text as string).length);
	decoding.mockRestore();

	expect(facts).toEqual({ type: 'application/pdf', size: 500_000 });
	expect(decoded).toEqual([2048]);
});

describe('A file is looked at', () => {
	test('once, however often it is asked about', async () => {
		const file = new InputFile(inMemory('GIF89a'));
		let looks = 0;
		const run = async <T,>(work: () => Promise<T>) => {
			looks++;
			return await work();
		};
		const [first, second] = await Promise.all([
			file.inspect(none, { run }),
			file.inspect(none, { run }),
		]);
		expect(first).toEqual({ type: 'image/gif', size: 6 });
		expect(second).toBe(first);
		expect(await file.inspect(none)).toBe(first);
		expect(looks).toBe(1);
	});

	test('when its turn comes, and not before', async () => {
		let begin: () => Promise<unknown> = async () => undefined;
		const run = async <T,>(work: () => Promise<T>) =>
			await new Promise<T>((resolve, reject) => {
				begin = async () => await work().then(resolve, reject);
			});
		const stop = new AbortController();
		const looking = new InputFile(inMemory('GIF89a')).inspect(none, { run }, stop.signal);
		stop.abort();
		await begin();
		await expect(looking).rejects.toMatchObject({
			kind: 'stopped',
			message: 'The execution was stopped',
		});
	});

	test('not after the execution was stopped', async () => {
		const file = new InputFile(stored('1'));
		await expect(file.inspect(none, undefined, AbortSignal.abort())).rejects.toMatchObject({
			kind: 'stopped',
		});
	});

	test('while the execution goes on', async () => {
		const { signal } = new AbortController();
		const file = new InputFile(inMemory('GIF89a'));
		expect(await file.inspect(none, undefined, signal)).toEqual({ type: 'image/gif', size: 6 });
	});
});
