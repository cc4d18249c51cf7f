import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { IBinaryData } from 'n8n-workflow';

import { CONTENT, inMemory, useFileStore, type FileDetails } from '../../support/files.mts';
import { useSandbox } from '../../support/sandbox.mts';
import { useLeapingTime } from '../../support/time.mts';

const api = useSandbox({}, useLeapingTime());
const store = useFileStore();

const UPLOAD = { method: 'POST', path: '/media/upload' };
const uploads = () => api.sent('POST').filter(({ path }) => path === UPLOAD.path);

const upload = async (...files: IBinaryData[]) =>
	await api.run('media-upload', { files: files.map((data) => ({ data })) });

test('Base64 that was made of parts is refused: only the first part would be read', async () => {
	const parts = [CONTENT.mp4.subarray(0, 20), CONTENT.mp4.subarray(20)];
	for (const between of ['', '\n']) {
		const data = parts.map((part) => part.toString('base64')).join(between);
		const { error } = await upload({ data, mimeType: 'video/mp4', fileName: 'a.mp4' });
		expect(error?.message).toContain('its Base64 was made of parts');
	}
	expect(api.sent()).toEqual([]);
});

test('Base64 that was cut is refused where its length shows it', async () => {
	const data = CONTENT.mp4.toString('base64').replace(/=+$/, '');
	const length = data.length - ((data.length + 3) % 4);
	for (const cut of [data.slice(0, length), `${data.slice(0, 9)}\n${data.slice(9, length)}`]) {
		const { error } = await upload({ data: cut, mimeType: 'video/mp4', fileName: 'a.mp4' });
		expect(error?.message).toContain('its Base64 is incomplete');
	}
	expect(api.sent()).toEqual([]);
});

describe.each([
	['in memory', async (content: Buffer, details: FileDetails) => inMemory(content, details)],
	['in the store', async (content: Buffer, details: FileDetails) => await store(content, details)],
])('A file %s', (_name, keep) => {
	test.each<[string, Buffer, string]>([
		['a web page', CONTENT.html, 'a web page, which is what an expired link returns'],
		['JSON', Buffer.from('{"error":"expired"}'), 'JSON, which is what an API returns for an error'],
		['HEIC', CONTENT.heic, 'a HEIC image'],
	])(
		'that is called a video and is %s is refused before it is uploaded',
		async (_what, content, shown) => {
			const data = await keep(content, { fileName: 'video.mp4', mimeType: 'video/mp4' });
			for (const workflow of ['video-publish', 'media-upload']) {
				const { error } = await api.run(workflow, {
					files: [{ data }],
					parameters: { source: 'binary' },
				});
				expect(error?.message).toContain(`“data” (video.mp4) is ${shown}`);
			}
			expect(api.sent()).toEqual([]);
		},
	);

	test.each<[string, Buffer, FileDetails, string, string]>([
		[
			'a JPEG that is called .png',
			CONTENT.jpeg,
			{ fileName: 'a.png', mimeType: 'image/png' },
			'a.jpg',
			'image/jpeg',
		],
		[
			'a JPEG that is called .HEIC',
			CONTENT.jpeg,
			{ fileName: 'a.HEIC', mimeType: 'image/heic' },
			'a.jpg',
			'image/jpeg',
		],
		[
			'an MP4 that is called .m4v',
			CONTENT.mp4,
			{ fileName: 'a.m4v', mimeType: 'video/x-m4v' },
			'a.m4v',
			'video/mp4',
		],
		[
			'an MP4 from a form',
			CONTENT.mp4,
			{ mimeType: 'multipart/form-data' },
			'clip.mp4',
			'video/mp4',
		],
	])('goes out as what it is: %s', async (_what, content, details, fileName, mimeType) => {
		const { error } = await upload(await keep(content, details));

		expect(error).toBeUndefined();
		expect(uploads()[0]?.body).toMatchObject({ files: [{ fileName, mimeType }] });
	});
});

test.each<[string, (base64: string) => string]>([
	['with line breaks', (base64) => base64.replace(/.{20}/g, '$&\r\n')],
	['of the alphabet of URLs', (base64) => base64.replaceAll('+', '-').replaceAll('/', '_')],
	['with a data: prefix', (base64) => `data:video/mp4;base64,${base64}`],
	['with a prefix that has parameters', (base64) => `DATA:video/mp4;codecs="a";BASE64,${base64}`],
])('Base64 %s goes out as its content', async (_what, write) => {
	// Without a type: its first bytes are decoded, too.
	const content = Buffer.concat([CONTENT.mp4, Buffer.from('>>>???~~~'.repeat(1000))]);
	const data = inMemory(content, { mimeType: '' });
	data.data = write(data.data);
	const { error } = await upload(data);

	expect(error).toBeUndefined();
	const sha256 = createHash('sha256').update(content).digest('hex');
	const file = { size: content.length, mimeType: 'video/mp4', sha256 };
	expect(uploads()[0]?.body).toMatchObject({ files: [file] });
});

test.each<[string, RegExp]>([
	['https://example.com/clip.mp4?token=secret', /cannot be read: its content is not Base64/],
	['/files/clip.mp4', /cannot be read: its content is not Base64/],
	['[object Object]', /cannot be read: its content is not Base64/],
	['data:text/plain,hello', /cannot be read: its content is not Base64/],
	// The characters of these are those of Base64.
	['/data/clip', /is (of an unknown type|plain text)/],
	['undefined', /cannot be read: its Base64 is incomplete/],
	['filesystem-v2', /cannot be read: its Base64 is incomplete/],
])('content that is no file is refused: %s', async (content, problem) => {
	const { error } = await upload({ ...inMemory(CONTENT.mp4), data: content });

	expect(error?.message).toMatch(/^“data” \(clip\.mp4\) /);
	expect(error?.message).toMatch(problem);
	expect(error?.message).not.toContain('secret');
	expect(api.sent()).toEqual([]);
});

test('a stored file under two names is uploaded twice by Media > Upload', async () => {
	const data = await store(CONTENT.mp4);
	const { outputs } = await upload(
		{ ...data, fileName: 'first.mp4' },
		{ ...data, fileName: 'second.mp4' },
	);

	expect(new Set(outputs[0]?.map(({ json }) => json.mediaId)).size).toBe(2);
	const names = uploads().map(({ body }) => (body as { files: [IBinaryData] }).files[0].fileName);
	expect(names.sort()).toEqual(['first.mp4', 'second.mp4']);
});

test('a stored file that is posted for several accounts is uploaded once', async () => {
	const data = await store(CONTENT.mp4);
	const accounts = [1, 2, 3].map(() => api.sandbox.addAccount() as { tiktokAccountId: string });
	const { error } = await api.run('video-publish', {
		items: accounts.map(({ tiktokAccountId }) => ({ tiktokAccountId })),
		files: accounts.map(() => ({ data })),
		parameters: {
			source: 'binary',
			waitForCompletion: false,
			tiktokAccountId: { __rl: true, mode: 'id', value: '={{ $json.tiktokAccountId }}' },
		},
	});

	expect(error).toBeUndefined();
	expect(uploads()).toHaveLength(1);
	expect(api.sandbox.posts).toHaveLength(3);
	expect(new Set(api.sandbox.posts.map(({ mediaIds }) => mediaIds[0])).size).toBe(1);
});

describe('A file that a gateway calls too large is not sent again', () => {
	const TOO_LARGE = /^Upload of “data” \(clip\.mp4\) failed: .*too large/;
	const large = async () => await store(Buffer.concat([CONTENT.mp4, Buffer.alloc(20_000_000)]));

	test.each(['media-upload', 'video-publish'])('by %s', async (workflow) => {
		api.sandbox.faults.add({ ...UPLOAD, kind: 'status', status: 413, body: 'html', times: 9 });
		const { error } = await api.run(workflow, {
			files: [{ data: await large() }],
			parameters: { source: 'binary' },
		});

		expect(error?.message).toMatch(TOO_LARGE);
		expect(error?.description).toMatch(/smaller file/);
		expect(error?.description).not.toMatch(/base URL|run again later/);
		expect(uploads()).toHaveLength(1);
	});

	// As nginx does: it reads on for a while, so that its answer is not lost with the connection.
	test('where it answers before it has read the file', async () => {
		let requests = 0;
		const gateway = createServer((request, response) => {
			requests++;
			response.writeHead(413, { 'Content-Type': 'text/html', Connection: 'keep-alive' });
			response.end('<html>413 Request Entity Too Large</html>');
			request.resume();
		});
		await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
		const { port } = gateway.address() as AddressInfo;
		const { error } = await api.run('media-upload', {
			files: [{ data: await large() }],
			credential: { baseUrl: `http://127.0.0.1:${port}` },
		});
		gateway.closeAllConnections();
		gateway.close();

		expect(error?.message).toMatch(TOO_LARGE);
		expect(requests).toBe(1);
	});
});
