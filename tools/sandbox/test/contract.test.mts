import { createHash } from 'node:crypto';
import express from 'express';
import { middleware } from 'express-openapi-validator';
import { startSandbox } from '../index.mts';
import { close, listen, portOf } from '../listen.mts';
import { openApiPath } from '../openapi.mts';
import { ACCOUNTS, MEDIA } from '../seed.mts';
import { errorOf, publish, sandboxOfFile, send, upload } from './client.mts';

const sandbox = sandboxOfFile();
const [video] = MEDIA.videos as [string];

it('openapi.yaml is a valid OpenAPI document', async () => {
	const app = express();
	app.use(middleware({ apiSpec: openApiPath(), validateApiSpec: true }));
	app.use('/api/v1/media', (_req, res) => {
		res.sendStatus(204);
	});
	const server = await listen(app, 0);
	// An invalid document makes the validator fail every request.
	const reply = await fetch(`http://127.0.0.1:${portOf(server)}/api/v1/media`, {
		headers: { authorization: 'Bearer x' },
	});
	await close(server);
	expect(reply.status).toBe(204);
});

describe('requests', () => {
	it.each([
		['a misspelt field', { captoin: 'x' }, 'captoin is not a known field'],
		['an account that is no UUID', { tiktokAccountId: 'me' }, 'tiktokAccountId must match format'],
		['no media ID', { mediaId: undefined }, "must have required property 'mediaId'"],
		['a flag as text', { isAigc: 'true' }, 'isAigc must be boolean'],
		['an unknown privacy level', { privacyLevel: 'ME' }, 'privacyLevel must be equal to one of'],
		['a time without offset', { scheduledAt: '2030-01-01T00:00:00' }, 'scheduledAt must match'],
	])('with %s get 400 and are violations', async (_what, fields, message) => {
		const reply = await publish(sandbox, video, fields);
		expect(errorOf(reply)).toContain(`400 validation_error: `);
		expect(reply.json.error.message).toContain(message);
		expect(sandbox.violations).toEqual([expect.stringContaining(message)]);
		expect(sandbox.posts).toEqual([]);
	});

	it.each([
		['GET', '/media?limit=101', 400],
		['GET', '/media?kind=', 400],
		['GET', '/jobs/publish/latest', 400],
		['GET', '/nope', 404],
		['PUT', '/media', 404],
	])('%s %s is a violation: %i', async (method, path, status) => {
		expect((await send(sandbox, method, path)).status).toBe(status);
		expect(sandbox.violations).toHaveLength(1);
	});

	it('are recorded without their key', async () => {
		await publish(sandbox, video, { caption: 'x' });
		const [request] = sandbox.requests;
		expect(request).toMatchObject({
			method: 'POST',
			path: '/publish/tiktok',
			body: { mediaId: video, tiktokAccountId: ACCOUNTS.studio, caption: 'x' },
			keyIndex: 0,
			status: 200,
			accepted: true,
			outputJobId: sandbox.posts[0]?.outputJobId,
		});
		expect(JSON.stringify(sandbox.requests)).not.toContain(sandbox.apiKey);
	});
});

it('an answer that violates the document becomes a 500', async () => {
	sandbox.addAccount({ tiktokAccountId: 'no UUID' });
	expect(errorOf(await send(sandbox, 'GET', '/tiktok/accounts'))).toMatch(
		/^500 .*sandbox failed.*tiktokAccountId/,
	);
});

it('several API keys are accepted, any other gets 401', async () => {
	const shared = await startSandbox({ apiKeys: ['sk_a', 'sk_b'] });
	const statuses: number[] = [];
	for (const key of ['sk_a', 'sk_b', 'sk_c', '']) {
		statuses.push((await send(shared, 'GET', '/tiktok/accounts', { key })).status);
	}
	const keys = shared.requests.map(({ keyIndex }) => keyIndex);
	await shared.stop();
	expect(statuses).toEqual([200, 200, 401, 401]);
	expect(keys).toEqual([0, 1, -1, -1]);
});

describe('uploads', () => {
	it('keep name, type, size and hash', async () => {
		const fileName = 'ünïcödé "🎬".mp4';
		const { json } = await upload(sandbox, ['file', fileName, 'video/mp4', 'film']);
		const { mediaId, url, mimeType } = json;
		expect(json).toEqual({ mediaId, url, mimeType, uploads: { file: { mediaId, url, mimeType } } });
		const sha256 = createHash('sha256').update('film').digest('hex');
		const kept = { fileName, mimeType: 'video/mp4', size: 4, sha256 };
		expect(sandbox.media.at(-1)).toMatchObject({ mediaId, source: 'user_upload', ...kept });
		expect(sandbox.requests[0]?.body).toEqual({ files: [{ field: 'file', ...kept }] });
	});

	it('report each file that is refused', async () => {
		const { json } = await upload(
			sandbox,
			['good', 'a.mp4', 'video/mp4', 'film'],
			['text', 'a.txt', 'text/plain', 'text'],
			['empty', 'b.mp4', 'video/mp4', ''],
			['broken', 'refused.mp4', 'video/mp4', 'film'],
		);
		expect(Object.keys(json.uploads)).toEqual(['good']);
		expect(Object.keys(json.errors)).toEqual(['text', 'empty', 'broken']);
	});

	it('of one file with a wrong type, or cut off, get 400', async () => {
		const text = await upload(sandbox, ['file', 'a.txt', 'text/plain', 'text']);
		expect(errorOf(text)).toContain('400 bad_request');
		const cutOff = await send(sandbox, 'POST', '/media/upload', {
			body: '--x\r\nContent-Disposition: form-data; name="file"; filename="a.mp4"\r\n\r\nhal',
			headers: { 'content-type': 'multipart/form-data; boundary=x' },
		});
		expect(errorOf(cutOff)).toContain('400 bad_request');
	});
});

describe('the library', () => {
	const list = async (query = '') => (await send(sandbox, 'GET', `/media?limit=100${query}`)).json;
	const ids = (entries: { mediaId: string }[]) => entries.map(({ mediaId }) => mediaId);

	it('lists the newest first, filtered by kind and source, 20 by default', async () => {
		const { mediaId } = sandbox.addMedia({ mimeType: 'image/png', source: 'user_upload' });
		expect(ids((await send(sandbox, 'GET', '/media')).json.media)).toHaveLength(20);
		expect(ids((await list()).media)[0]).toBe(mediaId);
		expect(ids((await list('&kind=image&source=user_upload')).media)).toEqual([mediaId]);
		expect((await send(sandbox, 'GET', `/media/${mediaId}`)).json).toMatchObject({ kind: 'image' });
	});
});
