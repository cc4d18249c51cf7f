import { createHash, randomBytes } from 'node:crypto';
import { ACCOUNTS, MEDIA } from '../seed.mts';
import { errorOf, publish, publishCarousel, sandboxOfFile, send, upload } from './client.mts';

const sandbox = sandboxOfFile();
const video = { field: 'file', fileName: 'a.mp4', mimeType: 'video/mp4', content: 'film' };
const image = { field: 'file', fileName: 'a.jpg', mimeType: 'image/jpeg', content: 'photo' };

describe('POST /media/upload', () => {
	it('takes one file and keeps its name, type, size and hash', async () => {
		const content = randomBytes(3_000_000);
		const reply = await upload(sandbox, { ...video, content });
		expect(reply.status).toBe(200);
		const { mediaId, url, mimeType } = reply.json;
		expect(mimeType).toBe('video/mp4');
		expect(reply.json).toEqual({
			mediaId,
			url,
			mimeType,
			uploads: { file: { mediaId, url, mimeType } },
		});
		const kept = {
			fileName: 'a.mp4',
			mimeType: 'video/mp4',
			size: content.length,
			sha256: createHash('sha256').update(content).digest('hex'),
		};
		expect(sandbox.media.at(-1)).toMatchObject({ mediaId, source: 'user_upload', ...kept });
		expect(sandbox.requests[0]?.body).toEqual({ files: [{ field: 'file', ...kept }] });
		expect((await publish(sandbox, mediaId)).status).toBe(200);
	});

	it.each(['a "quoted" name.mp4', 'two\nlines.mp4', 'ünïcödé 🎬.mp4', '50% off; x=y.mp4'])(
		'understands the name %j',
		async (fileName) => {
			await upload(sandbox, { ...video, fileName });
			expect(sandbox.media.at(-1)?.fileName).toBe(fileName);
		},
	);

	it('takes several files under any names', async () => {
		const { json } = await upload(
			sandbox,
			{ ...image, field: 'one' },
			{ ...image, field: 'two', mimeType: 'image/webp' },
		);
		expect(Object.keys(json)).toEqual(['uploads']);
		const { one, two } = json.uploads;
		expect((await publishCarousel(sandbox, [one.mediaId, two.mediaId])).status).toBe(200);
	});

	it('says which of several files failed', async () => {
		const { status, json } = await upload(
			sandbox,
			{ ...video, field: 'good' },
			{ ...video, field: 'text', mimeType: 'text/plain' },
			{ ...video, field: 'empty', content: '' },
			{ ...video, field: 'broken', fileName: 'refused.mp4' },
		);
		expect(status).toBe(200);
		expect(json).toEqual({
			uploads: { good: expect.objectContaining({ mimeType: 'video/mp4' }) },
			errors: {
				text: 'files of the type text/plain are not accepted',
				empty: 'the file is empty',
				broken: 'the file could not be read',
			},
		});
	});

	it('says so of a single file too', async () => {
		const { json } = await upload(sandbox, { ...video, fileName: 'refused.mp4' });
		expect(json).toEqual({ uploads: {}, errors: { file: 'the file could not be read' } });
	});

	it('answers 400 to a single file of a wrong type, and to none', async () => {
		const text = await upload(sandbox, { ...video, mimeType: 'text/plain' });
		expect(errorOf(text)).toBe(
			'400 bad_request: file: files of the type text/plain are not accepted',
		);
		const form = 'multipart/form-data; boundary=x';
		const field = '--x\r\nContent-Disposition: form-data; name="file"\r\n\r\nno file\r\n--x--\r\n';
		const none = await send(sandbox, 'POST', '/media/upload', {
			body: field,
			headers: { 'content-type': form },
		});
		expect(errorOf(none)).toContain('400 validation_error: file is required');
	});

	it('answers 400 to what is no form, or one that breaks off', async () => {
		const json = await send(sandbox, 'POST', '/media/upload', { body: { file: 'x' } });
		expect(errorOf(json)).toContain('400 validation_error');
		const broken = await send(sandbox, 'POST', '/media/upload', {
			body: '--x\r\nContent-Disposition: form-data; name="file"; filename="a.mp4"\r\n\r\nhal',
			headers: { 'content-type': 'multipart/form-data; boundary=x' },
		});
		expect(errorOf(broken)).toContain('400 bad_request');
		expect(sandbox.violations).toHaveLength(2);
	});

	it('needs a key', async () => {
		const reply = await send(sandbox, 'POST', '/media/upload', { key: null, body: 'x' });
		expect(reply.status).toBe(401);
	});
});

describe('GET /media', () => {
	it('lists 20 of the newest by default', async () => {
		const added = sandbox.addMedia();
		const { json } = await send(sandbox, 'GET', '/media');
		expect(json.media).toHaveLength(20);
		expect(json.media[0].mediaId).toBe(added.mediaId);
	});

	it('filters by kind and source, up to a limit', async () => {
		await upload(sandbox, image);
		const images = await send(sandbox, 'GET', '/media?kind=image&limit=100');
		expect(images.json.media).toHaveLength(16);
		const uploaded = await send(sandbox, 'GET', '/media?kind=image&source=user_upload');
		expect(uploaded.json.media).toHaveLength(1);
		const one = await send(sandbox, 'GET', '/media?limit=1');
		expect(one.json.media).toHaveLength(1);
		expect(sandbox.requests[1]?.query).toEqual({ kind: 'image', limit: '100' });
	});

	it.each(['limit=0', 'limit=101', 'limit=x', 'kind=text', 'source=me', 'page=2'])(
		'answers 400 to %s',
		async (query) => {
			const reply = await send(sandbox, 'GET', `/media?${query}`);
			expect(errorOf(reply)).toContain('400 validation_error');
			expect(reply.json.error.message).toContain(query.split('=')[0]);
		},
	);
});

describe('GET /media/{mediaId}', () => {
	it('shows a record', async () => {
		const [mediaId = ''] = MEDIA.videos;
		expect((await send(sandbox, 'GET', `/media/${mediaId}`)).json).toEqual({
			mediaId,
			url: expect.any(String),
			mimeType: 'video/mp4',
			width: 1080,
			height: 1920,
			durationMs: 8000,
			fps: 30,
			kind: 'video',
			source: 'model_generated',
			size: expect.any(Number),
			createdAt: '2026-01-05T09:00:00.000Z',
		});
	});

	it('answers 404 to an unknown one', async () => {
		expect(errorOf(await send(sandbox, 'GET', `/media/${MEDIA.unknown}`))).toContain('404');
	});
});

describe('GET /tiktok/accounts', () => {
	it('lists the accounts as documented', async () => {
		const added = sandbox.addAccount({ username: 'third' });
		const { json } = await send(sandbox, 'GET', '/tiktok/accounts');
		expect(json.accounts).toHaveLength(3);
		expect(json.accounts[0]).toEqual({
			tiktokAccountId: ACCOUNTS.studio,
			tiktokUserId: expect.any(String),
			username: 'wonda.studio',
			displayName: 'Wonda Studio',
			avatarUrl: expect.any(String),
			status: 'active',
			grantedScopes: ['video.publish', 'user.info.basic'],
		});
		expect(json.accounts[1].grantedScopes).toEqual(['user.info.basic']);
		expect(json.accounts[2]).toEqual(added);
	});
});
