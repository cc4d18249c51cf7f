import type { IDataObject } from 'n8n-workflow';

import type { Failure } from '../../nodes/shared/failures/failure';
import { InputFile } from '../../nodes/shared/files/inputFile';
import { sendOnce } from '../../nodes/shared/operations/send';
import { uploadForItem, withMediaIds } from '../../nodes/shared/operations/upload';
import { useQuickTime } from '../support/time.mts';
import { answer, errorOf, inOrder, KEY, Loop, refusing, reset, type Service } from './loop.mts';
import { useLongestPauses } from './ways.mts';
import { fileOf } from './items.mts';

const time = useQuickTime();

useLongestPauses();

/** Uploads a file as Media > Upload does. */
const upload = async (loop: Loop, file = fileOf('a.mp4')) => {
	const request = loop.request({ url: '/x', body: { file }, headers: { Accept: 'x' } });
	return await time.passDuring(uploadForItem.call(loop.item(), request));
};

/** Uploads the files of a post. */
const ready = async (loop: Loop, body: unknown) =>
	await time.passDuring(withMediaIds(loop.item(), loop.request({ body: body as IDataObject })));

test('A file goes up as the only part of a form', async () => {
	const loop = new Loop(() => answer({ mediaId: 'm-1', more: { a: 1 } }));

	expect(await upload(loop)).toEqual([
		{ json: { mediaId: 'm-1', more: { a: 1 } }, pairedItem: { item: 0 } },
	]);

	const [sent] = loop.sent;
	const { headers = {} } = sent ?? {};
	const body = sent?.body as Buffer;
	expect(sent).toMatchObject({ method: 'POST', url: '/media/upload', baseURL: loop.baseUrl });
	expect(headers).toMatchObject({ Accept: 'x', 'Content-Length': String(body.length) });
	expect(headers['Content-Type']).toMatch(/^multipart\/form-data; boundary=/);
	expect(body.toString()).toContain(
		'filename="a.mp4"\r\nContent-Type: video/mp4\r\n\r\na.mp4\r\n--',
	);
});

describe('The ID of a file that went up', () => {
	test.each<[string, unknown]>([
		['as such', { mediaId: 'm-1' }],
		['before those of a map', { mediaId: 'm-1', uploads: { a: { mediaId: 'm-2' } } }],
		['in a map', { uploads: { file: { mediaId: 'm-1' } } }],
		['in a list', { uploads: [null, {}, { mediaId: 'm-1' }, { mediaId: 'm-2' }] }],
		[
			'beside others that are none',
			{ mediaId: 5, uploads: ['text', 7, { mediaId: '../a' }, { mediaId: 'm-1' }] },
		],
		['beside what is no map', { mediaId: 'm-1', uploads: 'text', errors: { a: 'b' } }],
	])('stands in the answer %s', async (_name, body) => {
		const loop = new Loop(() => answer(body));
		const { options } = await ready(loop, { mediaId: fileOf('a') });
		expect(options.body).toEqual({ mediaId: 'm-1' });
	});

	test.each<[string, unknown]>([
		['nothing', {}],
		['null', { mediaId: null, uploads: null, errors: null }],
		['no ID', { mediaId: 5, uploads: [{ mediaId: 'a b' }, { mediaId: '' }], errors: {} }],
		['texts in place of maps', { uploads: 'm-1', errors: 'No' }],
		['the ID of something else', { id: 'm-1', uploads: { mediaId: 'm-1' } }],
	])('stands in no answer that holds %s', async (_name, body) => {
		const loop = new Loop(() => answer(body));
		const error = await errorOf(upload(loop));
		expect(error.message).toBe(
			"Upload of “a.mp4” failed: Wonda's answer to the upload holds no media ID",
		);
		expect(error.description).toBe(
			'The file may be in your media library or not; it is safe to run again. Check the file, then run again.',
		);
		expect(loop.sent).toHaveLength(1);
	});

	test('stands in no answer that n8n makes no item of', async () => {
		const loop = new Loop(() => answer({}), { read: async () => await Promise.resolve([]) });
		expect((await errorOf(upload(loop))).message).toMatch(/holds no media ID$/);
	});
});

test.each<[unknown, string]>([
	[{ file: 'Too large' }, 'Too large'],
	[['a', { b: 1 }], 'a; {"b":1}'],
	[{ a: 'one', b: 'two', c: 'three', d: 'four' }, 'one; two; three'],
	[['x'.repeat(200)], 'x'.repeat(200)],
	[['x'.repeat(201)], `${'x'.repeat(200)}…`],
	[[KEY], '[API key]'],
])('An answer that is no ID but errors refuses the file: %j', async (errors, reasons) => {
	const loop = new Loop(() => answer({ errors }));
	const failure = await errorOf<Failure>(ready(loop, { mediaId: fileOf('b') }));
	expect(failure.kind).toBe('refused');
	const error = await errorOf(upload(loop));
	expect(error.message).toBe(`Upload of “a.mp4” failed: Wonda did not take the file: ${reasons}`);
	expect(error.description).toBe('Check the file, then run again.');
	expect(loop.sent).toHaveLength(2);
});

describe('An upload without an answer', () => {
	test('is made again, five times at most, and says that it may be', async () => {
		const loop = new Loop(reset);
		const error = await errorOf(upload(loop));
		expect(loop.times).toEqual([0, 1000, 3000, 7000, 15_000]);
		expect(error.message).toBe(
			'Upload of “a.mp4” failed: The connection to Wonda broke before there was an answer',
		);
		expect(error.description).toBe(
			'The file may be in your media library or not; it is safe to run again. (ECONNRESET)',
		);
	});
});

test('An upload that is refused names its file before the words of the service', async () => {
	const error = await errorOf(upload(new Loop(() => refusing(400, 'Too long'))));
	expect(error.message).toBe(
		'Upload of “a.mp4” failed: Wonda does not accept a value of the request: Too long',
	);
	expect(error.description).toMatch(/^Correct the field that the answer names\./);
});

test('An upload that is refused for now holds back no post', async () => {
	const slow = refusing(429, 'Slow', { 'retry-after': '100' });
	const loop = new Loop(inOrder(slow, answer({ mediaId: 'm-1' })));
	const uploaded = upload(loop);
	await time.passUntil(() => loop.sent.length === 1);
	const post = sendOnce(loop.item(), loop.request({ url: '/post' }), { lane: 'post' });
	await time.passDuring(Promise.all([uploaded, post]));
	expect(loop.sent.map(({ url, at }) => [url, at])).toEqual([
		['/media/upload', 0],
		['/post', 0],
		['/media/upload', 100_000],
	]);
});

describe('A request to post', () => {
	/** Answers each upload with the name of its file, which is its content. */
	const naming: Service = ({ body }) =>
		answer({ mediaId: /filename="([^"]+)"/.exec((body as Buffer).toString())?.[1] });

	test('gets an ID in place of a file, and stays what it was beside', async () => {
		const loop = new Loop(naming);
		const body = { caption: 'Hi', mediaId: fileOf('a'), list: [], texts: ['x'], none: null };
		const request = loop.request({ url: '/post', method: 'POST', body: body as never });

		const made = await time.passDuring(withMediaIds(loop.item(), request));

		expect(made.options).toEqual({ ...request.options, body: { ...body, mediaId: 'a' } });
		expect(request.options.body).toBe(body);
		expect(body.mediaId).toBeInstanceOf(InputFile);
	});

	test.each([1, 2, 7])('gets IDs in place of a list of %i files, in their order', async (count) => {
		const names = Array.from({ length: count }, (_, index) => `file-${index}`);
		const loop = new Loop(naming);
		const { options } = await ready(loop, { mediaIds: names.map((name) => fileOf(name)) });
		expect(options.body).toEqual({ mediaIds: names });
	});

	test.each<[unknown]>([[undefined], [{}], [{ mediaId: 'm-1', mediaIds: ['a'] }]])(
		'without a file stays as it is: %j',
		async (body) => {
			const loop = new Loop(naming);
			expect((await ready(loop, body)).options.body).toEqual(body ?? {});
			expect(loop.sent).toEqual([]);
		},
	);
});
