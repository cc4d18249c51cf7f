import { Readable } from 'node:stream';

import type { IBinaryData, IBinaryKeyData, IExecuteSingleFunctions } from 'n8n-workflow';

import { BinaryFile } from '../../../nodes/shared/files/binaryFile';
import { imageFiles, oneFile } from '../../../nodes/shared/files/fileProblem';
import type { StoreHelpers } from '../../../nodes/shared/files/storedContent';
import type { Validate } from '../../../nodes/shared/validation/validation';
import { until } from '../../support/until.mts';
import { beginningOf, type RealFile } from './realFiles.mts';

const file = (name: RealFile, fileName = 'clip.mp4', mimeType = 'video/mp4'): IBinaryData => ({
	data: beginningOf(name).toString('base64'),
	fileName,
	mimeType,
});
const clip = () => file('mp4');
const jpeg = (fileName = 'a.jpg') => file('jpeg', fileName, 'image/jpeg');
const webp = () => file('webp', 'b.webp', 'image/webp');

/** What a test gives beside the value. */
interface Given {
	files?: IBinaryKeyData;
	/** The field as it was saved: an expression that n8n has resolved to the value. */
	saved?: unknown;
	store?: StoreHelpers;
	signal?: AbortSignal;
	/** Identifies the execution. */
	execution?: object;
}

/** n8n's own answers, for an item with these files. */
function contextFor({ files = {}, saved, store, signal, execution = {} }: Given) {
	const context = {
		getInputData: () => ({ json: {}, binary: files }),
		getNode: () => ({ parameters: { binaryPropertyName: saved, binaryPropertyNames: saved } }),
		getExecuteData: () => execution,
		getExecutionCancelSignal: () => signal,
		helpers: {
			...store,
			assertBinaryData(name: string) {
				if (files[name] === undefined) throw new Error('The item has no such field');
				return files[name];
			},
		},
	};
	return context as unknown as IExecuteSingleFunctions;
}

async function outcome(validate: Validate, value: unknown, given: Given) {
	const context = contextFor(given);
	const fieldContext = { context, resource: '', values: {}, invalidFields: new Set<string>() };
	const validation = validate(value, fieldContext);
	const problem = await validation.problem;
	return problem ?? [validation.value].flat().map(String).join(', ');
}

const VIDEO = 'The field takes a video (MP4, QuickTime, WebM or AVI)';
const IMAGES = 'The field takes 2 to 35 JPEG or WebP images';
const NOTHING = 'is empty; enter the name of the input field that holds the file';

/** As n8n hands over files in memory: without their content. */
const withoutContent = (binary: IBinaryData) => ({ ...binary, data: undefined });

describe('One video', () => {
	const files = () => ({ data: clip(), cover: jpeg() });
	const object = (binary: object) => `{"${Object.keys(binary).join()}`;

	test.each<[string, unknown, string, Given?]>([
		['a name', 'data', '“data” (clip.mp4)'],
		['a name with blanks around it', ' data\n', '“data” (clip.mp4)'],
		['a list of one name', ['data'], '“data” (clip.mp4)'],
		['n8n’s object with its content', clip(), '“clip.mp4”'],
		['all files of an item that has one', { data: clip() }, '“clip.mp4”'],
		[
			'the item’s own file by an expression',
			withoutContent(clip()),
			'“data” (clip.mp4)',
			{ saved: '={{ $binary.data }}' },
		],
		['nothing', undefined, NOTHING],
		['null', null, NOTHING],
		['blanks', ' \n', NOTHING],
		['a missing name', 'video', 'This item has no file named “video”. Found: “data”, “cover”'],
		[
			'a name where there are no files',
			'data',
			'This item has no file named “data”. It has no files at all',
			{ files: {} },
		],
		...['__proto__', 'constructor', 'toString'].map((name): [string, unknown, string] => [
			'a name that every object has',
			name,
			`This item has no file named “${name}”. Found: “data”, “cover”`,
		]),
		[
			'one of many names',
			'x',
			`This item has no file named “x”. Found: ${[...'0123456789'].map((n) => `“f${n}”`).join(', ')} and 990 more`,
			{ files: Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`f${n}`, clip()])) },
		],
		[
			'an expression in a fixed field',
			'{{ $binary.data }}',
			'“{{ $binary.data }}” is an expression. Switch the field to Expression, or enter the name of the file’s field',
		],
		[
			'an expression without its braces',
			'$binary',
			'“$binary” is an expression. Switch the field to Expression, or enter the name of the file’s field',
		],
		[
			'n8n’s object without its content, though the item has a file that looks like it',
			withoutContent(clip()),
			'“clip.mp4” came without its content, as n8n hands over files in memory. Enter the name of its field instead. Found: “data”, “cover”',
			{ saved: '={{ $node["Form"].binary.data }}' },
		],
		['a number', 5, 'must name an input field that holds a file, but is 5'],
		[
			'some object',
			{ file: 'data' },
			'must name an input field that holds a file, but is {"file":"data"}',
		],
		[
			'an ID alone',
			{ id: 'x' },
			`must name an input field that holds a file, but is ${object({ id: 1 })}":"x"}`,
		],
		['a list of a list', [['data']], 'Entry 1 of the list is not a file but ["data"]'],
		[
			'an object whose ID is no text',
			[{ mimeType: 'video/mp4', id: {} }],
			'Entry 1 of the list is not a file but {"mimeType":"video/mp4","id":{}}',
		],
		['two names', 'data, cover', 'takes one file, but has 2'],
		['an empty list', [], 'takes one file, but has 0'],
		['an image', 'cover', `“cover” (a.jpg) is image/jpeg. ${VIDEO}`],
		[
			'a web page under the name of a video',
			'data',
			`“data” (video.mp4) is a web page, which is what an expired link returns. ${VIDEO}`,
			{ files: { data: { ...clip(), fileName: 'video.mp4', data: btoa('<html>') } } },
		],
		[
			'an error under the name of a video',
			'data',
			`“data” (clip.mp4) is JSON, which is what an API returns for an error. ${VIDEO}`,
			{ files: { data: { ...clip(), data: btoa('{"error":{}}') } } },
		],
		[
			'a file without content',
			'data',
			'“data” (clip.mp4) is empty',
			{ files: { data: { ...clip(), data: '' } } },
		],
		[
			'unknown content without a name',
			'data',
			`“data” is of an unknown type. ${VIDEO}`,
			{ files: { data: { data: btoa('\x13\x07'), mimeType: 'video/mp4' } } },
		],
	])('%s', async (_, value, told, given: Given = {}) => {
		expect(await outcome(oneFile('video'), value, { files: files(), ...given })).toBe(told);
	});
});

test('Media > Upload takes an image', async () => {
	expect(await outcome(oneFile('media'), 'a', { files: { a: jpeg() } })).toBe('“a” (a.jpg)');
});

describe('The images of a carousel', () => {
	const files = () => ({ b: webp(), a: jpeg() });
	const many = (count: number) =>
		Object.fromEntries(Array.from({ length: count }, (_, n) => [`i${n}`, jpeg()]));

	test.each<[string, unknown, string, Given?]>([
		['names', 'a, b', '“a” (a.jpg), “b” (b.webp)'],
		['names on lines of their own', 'a\nb\n', '“a” (a.jpg), “b” (b.webp)'],
		['a JSON array', '["a", "b"]', '“a” (a.jpg), “b” (b.webp)'],
		['a name and an object', ['a', webp()], '“a” (a.jpg), “b.webp”'],
		['an empty field: all files in their order', '', '“b” (b.webp), “a” (a.jpg)'],
		[
			'files that look alike, by their names',
			'a, b',
			'“a” (a.jpg), “b” (a.jpg)',
			{ files: { a: jpeg(), b: jpeg() } },
		],
		[
			'all files by an expression',
			{ b: withoutContent(webp()), a: withoutContent(jpeg()) },
			'“b” (b.webp), “a” (a.jpg)',
			{ saved: '={{ $binary }}' },
		],
		['all files of another item', { x: jpeg('x.jpg'), y: webp() }, '“x.jpg”, “b.webp”'],
		['an expression without a result', undefined, NOTHING],
		['one file alone', '', 'takes 2 to 35 images, but has 1', { files: many(1) }],
		['no file', '', 'takes 2 to 35 images, but has 0', { files: {} }],
		['36 files', '', 'takes 2 to 35 images, but has 36', { files: many(36) }],
		['200,000 names', 'a,'.repeat(200_000), 'takes 2 to 35 images, but has 200000'],
		['one name that is not there', 'Photo', 'This item has no file named “Photo”. Found: “b”, “a”'],
		['a gap', 'a,,b', 'Entry 2 of the list is empty'],
		[
			'all files of another item, without their content',
			{ a: withoutContent(jpeg()), b: withoutContent(webp()) },
			['a.jpg', 'b.webp']
				.map(
					(name) =>
						`“${name}” came without its content, as n8n hands over files in memory. Enter the name of its field instead. Found: “b”, “a”`,
				)
				.join('. '),
			{ saved: '={{ $node["Form"].binary }}' },
		],
		[
			'several that are wrong',
			'a, b, c, d',
			`“b” (b.png) is image/png. “c” (IMG.jpg) is image/heic. This item has no file named “d”. Found: “a”, “b”, “c”. ${IMAGES}`,
			{ files: { a: jpeg(), b: file('png', 'b.png'), c: file('heic', 'IMG.jpg', 'image/jpeg') } },
		],
	])('%s', async (_, value, told, given: Given = {}) => {
		expect(await outcome(imageFiles, value, { files: files(), ...given })).toBe(told);
	});
});

describe('Content in memory', () => {
	const base64 = beginningOf('mp4').toString('base64');
	const told = async (data: string) =>
		await outcome(oneFile('video'), 'data', { files: { data: { ...clip(), data } } });

	test.each([
		['Base64', base64],
		['Base64 on several lines', base64.replace(/.{20}/g, '$&\r\n')],
		['Base64 of the alphabet of URLs', base64.replaceAll('+', '-').replaceAll('/', '_')],
		['a data URL', `data:video/mp4;base64,${base64}`],
		['a data URL with parameters', `DATA:video/mp4;codecs="a";BASE64,${base64}`],
	])('%s is taken', async (_, data) => {
		expect(await told(data)).toBe('“data” (clip.mp4)');
	});

	test.each([
		[
			'an address',
			'https://drive.test/file?token=secret',
			'https://drive.test/file?token=…'.slice(0, 30) + '…',
		],
		['a path', '/files/video.mp4', '/files/video.mp4'],
		['an object as a text', '[object Object]', '[object Object]'],
		['a data URL that is not Base64', 'data:text/plain,hello', 'data:text/plain,hello'],
	])('%s is not Base64', async (_, data, shown) => {
		expect(await told(data)).toBe(
			`“data” (clip.mp4) cannot be read: its content is not Base64 but “${shown}”`,
		);
	});

	test.each(['/data/clip', 'undefined', 'null', 'filesystem-v2'])(
		'the word “%s” is no video, though its characters are those of Base64',
		async (data) => {
			expect(await told(data)).toMatch(/^“data” \(clip\.mp4\) is (of an unknown type|plain text)/);
		},
	);
});

describe("n8n's store", () => {
	const stored = (id: string): IBinaryData => ({ ...clip(), data: 'filesystem-v2', id });
	const never = async () => await new Promise<never>(() => undefined);

	test('that has lost the file', async () => {
		const store = {
			getBinaryStream: async () => await Promise.reject(new Error('File not found')),
		};
		const given = { files: { data: stored('x') }, store: store as never };
		expect(await outcome(oneFile('video'), 'data', given)).toBe(
			'“data” (clip.mp4) cannot be read: File not found',
		);
	});

	test('that never answers is given up after a minute', async () => {
		const timeout = new AbortController();
		const timer = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(timeout.signal);
		const given = { files: { data: stored('x') }, store: { getBinaryStream: never } as never };
		const told = outcome(oneFile('video'), 'data', given);
		await until(() => timer.mock.calls.length > 0);
		timeout.abort();
		expect(await told).toBe(
			"“data” (clip.mp4) cannot be read: n8n's file store did not answer within a minute",
		);
		expect(timer).toHaveBeenCalledWith(60_000);
		timer.mockRestore();
	});

	test('that opens a file after the stop, and fails then, ends nothing', async () => {
		const stop = new AbortController();
		const stream = new Readable({
			construct: (opened) => setImmediate(() => opened(new Error('gone'))),
		});
		const closed = new Promise((resolve) => stream.once('close', resolve));
		let open: ((stream: Readable) => void) | undefined;
		const getBinaryStream = async () =>
			await new Promise<Readable>((resolve) => {
				open = resolve;
			});
		const files = { data: stored('x') };
		const store = { getBinaryStream } as never;
		const told = outcome(oneFile('video'), 'data', { files, store, signal: stop.signal });
		await until(() => open !== undefined);
		stop.abort();
		await told;
		open?.(stream);
		await closed;
	});

	test('is asked for 10 files at once, and for none after a stop, which ends the wait at once', async () => {
		const stop = new AbortController();
		let asked = 0;
		const getBinaryStream = async () => {
			asked++;
			return await never();
		};
		const execution = {};
		const given = (): Given => ({
			files: { data: stored('x') },
			store: { getBinaryStream } as never,
			signal: stop.signal,
			execution,
		});
		const all = Array.from(
			{ length: 30 },
			async () => await outcome(oneFile('video'), 'data', given()),
		);
		await until(() => asked === 10);

		let askedByOther = 0;
		const otherStore = {
			getBinaryStream: async () => {
				askedByOther++;
				return await Promise.reject(new Error('gone'));
			},
		};
		await outcome(oneFile('video'), 'data', {
			...given(),
			execution: {},
			store: otherStore as never,
		});
		expect(askedByOther).toBe(1);

		stop.abort();
		expect(new Set(await Promise.all(all))).toEqual(
			new Set(['“data” (clip.mp4) cannot be read: The execution was stopped']),
		);
		expect(asked).toBe(10);
	});
});

test('a file is inspected once', async () => {
	const inspected = new BinaryFile(clip(), 'data');
	const first = inspected.inspect({} as StoreHelpers);
	expect(await first).toEqual({ type: 'video/mp4', size: 40 });
});
