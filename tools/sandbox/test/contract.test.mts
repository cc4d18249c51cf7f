import express from 'express';
import { middleware } from 'express-openapi-validator';
import { type Sandbox, startSandbox } from '../index.mts';
import { close, listen, portOf } from '../listen.mts';
import { openApiPath } from '../openapi.mts';
import { ACCOUNTS, MEDIA } from '../seed.mts';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterEach(() => sandbox.reset());
afterAll(() => sandbox.stop());

/** Sends a request, and gives the status and the error of its answer. */
async function send(method: string, path: string, body?: object) {
	const answer = await fetch(sandbox.baseUrl + path, {
		method,
		headers: { authorization: `Bearer ${sandbox.apiKey}`, 'content-type': 'application/json' },
		body: body && JSON.stringify(body),
	});
	const { error } = (await answer.json()) as { error?: { code: string; message: string } };
	return { status: answer.status, ...error };
}

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

it.each([
	['a misspelt field', { captoin: 'x' }, 'captoin is not a known field'],
	['an account that is no UUID', { tiktokAccountId: 'me' }, 'tiktokAccountId must match format'],
	['no media ID', { mediaId: undefined }, "must have required property 'mediaId'"],
	['a flag as text', { isAigc: 'true' }, 'isAigc must be boolean'],
	['an unknown privacy level', { privacyLevel: 'ME' }, 'privacyLevel must be equal to one of'],
	['a time without offset', { scheduledAt: '2030-01-01T00:00:00' }, 'scheduledAt must match'],
])('a post with %s gets 400 and is a violation', async (_what, fields, message) => {
	const body = { mediaId: MEDIA.videos[0], tiktokAccountId: ACCOUNTS.studio, ...fields };
	expect(await send('POST', '/publish/tiktok', body)).toMatchObject({
		status: 400,
		code: 'validation_error',
		message: expect.stringContaining(message) as string,
	});
	expect(sandbox.violations).toEqual([expect.stringContaining(message)]);
	expect(sandbox.posts).toEqual([]);
});

it.each([
	['GET', '/media?limit=101', 400],
	['GET', '/jobs/publish/latest', 400],
	['GET', '/nope', 404],
	['PUT', '/media', 404],
])('%s %s is a violation: %i', async (method, path, status) => {
	expect(await send(method, path)).toMatchObject({ status });
	expect(sandbox.violations).toHaveLength(1);
});

it('an answer that violates the document becomes a 500', async () => {
	sandbox.addAccount({ tiktokAccountId: 'no UUID' });
	expect(await send('GET', '/tiktok/accounts')).toMatchObject({
		status: 500,
		message: expect.stringMatching(/sandbox failed.*tiktokAccountId/) as string,
	});
});

it('the page and its buttons answer no page of another site', async () => {
	const statuses = async (headers: Record<string, string>) => [
		(await fetch(sandbox.pageUrl, { headers })).status,
		(await fetch(`${sandbox.pageUrl}sandbox/media`, { method: 'POST', headers })).status,
	];
	expect(await statuses({})).toEqual([200, 201]);
	expect(await statuses({ origin: 'https://evil.example' })).toEqual([403, 403]);
	expect(await statuses({ origin: 'null' })).toEqual([403, 403]);
});
