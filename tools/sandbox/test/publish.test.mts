import { startSandbox } from '../index.mts';
import { ACCOUNTS, MEDIA } from '../seed.mts';
import { errorOf, look, publish, sandboxOfFile, send } from './client.mts';

const [video] = MEDIA.videos as [string];
const MINUTE = 60_000;
const sandbox = sandboxOfFile({ queuedMs: 10 * MINUTE, runMs: 10 * MINUTE });

describe('POST /publish/tiktok', () => {
	it('answers a queued job, which ends as a post with a link', async () => {
		const reply = await publish(sandbox, video, { caption: 'Made with AI #wonda' });
		expect(reply.status).toBe(200);
		expect(reply.json).toEqual({ outputJobId: expect.any(String), status: 'queued' });
		sandbox.clock.advance(20 * MINUTE);
		expect((await look(sandbox, reply.json.outputJobId)).json).toEqual({
			outputJobId: reply.json.outputJobId,
			status: 'succeeded',
			tiktokPublishId: expect.any(String),
			publishId: expect.any(String),
			tiktokMediaId: expect.any(String),
			permalink: expect.stringContaining('https://www.tiktok.com/@wonda.studio/video/'),
		});
	});

	it('takes every documented field and keeps all as they came', async () => {
		const fields = {
			mediaId: video,
			tiktokAccountId: ACCOUNTS.studio,
			caption: 'A caption',
			privacyLevel: 'FOLLOWER_OF_CREATOR',
			isAigc: true,
			postMode: 'inbox',
			disableComment: true,
			disableDuet: false,
			disableStitch: true,
			discloseCommercial: true,
			brandOrganic: true,
			brandedContent: false,
		};
		const reply = await publish(sandbox, video, fields);
		expect(reply.status).toBe(200);
		expect(sandbox.posts).toEqual([
			{
				number: 1,
				kind: 'video',
				outputJobId: reply.json.outputJobId,
				mediaIds: [video],
				tiktokAccountId: ACCOUNTS.studio,
				username: 'wonda.studio',
				caption: 'A caption',
				privacyLevel: 'FOLLOWER_OF_CREATOR',
				fields,
				acceptedAt: expect.any(String),
				status: 'queued',
				requestId: sandbox.requests[0]?.id,
			},
		]);
		expect(sandbox.requests[0]).toMatchObject({
			accepted: true,
			outputJobId: reply.json.outputJobId,
			body: fields,
			status: 200,
		});
		expect(sandbox.violations).toEqual([]);
	});

	it('adds no default to the fields it keeps', async () => {
		await publish(sandbox, video);
		expect(sandbox.posts[0]?.fields).toEqual({ mediaId: video, tiktokAccountId: ACCOUNTS.studio });
	});

	it.each([
		['a misspelt field', { captoin: 'x' }, 'captoin is not a known field'],
		['an account that is no UUID', { tiktokAccountId: 'me' }, 'tiktokAccountId must match format'],
		['an empty media ID', { mediaId: '' }, 'mediaId must NOT have fewer than 1 characters'],
		['no media ID', { mediaId: undefined }, "must have required property 'mediaId'"],
		['no account', { tiktokAccountId: undefined }, "must have required property 'tiktokAccountId'"],
		['a media ID that is a number', { mediaId: 7 }, 'mediaId must be string'],
		['an unknown privacy level', { privacyLevel: 'ME' }, 'privacyLevel must be equal to one of'],
		['an unknown post mode', { postMode: 'draft' }, 'postMode must be equal to one of'],
		['a flag as text', { isAigc: 'true' }, 'isAigc must be boolean'],
		['a time without offset', { scheduledAt: '2030-01-01T00:00:00' }, 'scheduledAt must match'],
		['a day', { scheduledAt: 'next friday' }, 'scheduledAt must match'],
	])('answers 400 to %s and names it', async (_what, fields, message) => {
		const reply = await publish(sandbox, video, fields);
		expect(errorOf(reply)).toContain('400 validation_error');
		expect(reply.json.error.message).toContain(message);
		expect(sandbox.posts).toEqual([]);
		expect(sandbox.violations).toEqual([expect.stringContaining(message)]);
	});

	it.each([
		[2200, 'succeeded'],
		[2201, 'failed'],
	])('takes a caption of %s characters as TikTok does: %s', async (length, status) => {
		await publish(sandbox, video, { caption: '🎬'.repeat(length) });
		sandbox.clock.advance(20 * MINUTE);
		expect(sandbox.posts.map((post) => post.status)).toEqual([status]);
	});

	it.each([
		['broken JSON', '{"mediaId"', 'application/json'],
		['a list', '[]', 'application/json'],
		['another type', 'mediaId=1', 'application/x-www-form-urlencoded'],
	])('answers 400 to a body of %s', async (_what, body, type) => {
		const reply = await send(sandbox, 'POST', '/publish/tiktok', {
			body,
			headers: { 'content-type': type },
		});
		expect(errorOf(reply)).toContain('400 validation_error');
		expect(sandbox.violations).toHaveLength(1);
	});

	it.each([
		['payment_required', MEDIA.paymentRequired, 402],
		['insufficient_credits', MEDIA.insufficientCredits, 402],
		['forbidden', MEDIA.forbidden, 403],
		['feature_disabled', MEDIA.featureDisabled, 403],
		['not_found', MEDIA.unknown, 404],
		['conflict', MEDIA.conflict, 409],
		['gone', MEDIA.gone, 410],
		['internal_server_error', MEDIA.serverError, 500],
		['bad_request', MEDIA.jpegs[0] ?? '', 400],
		['bad_request', MEDIA.audio, 400],
	])('refuses with %s what means it (%s)', async (code, mediaId, status) => {
		const reply = await publish(sandbox, mediaId);
		expect(reply.json).toEqual({ error: { code, message: expect.any(String) } });
		expect(reply.status).toBe(status);
		expect(sandbox.posts).toEqual([]);
		expect(sandbox.violations).toEqual([]);
	});

	it('gives a hint with 410', async () => {
		expect(errorOf(await publish(sandbox, MEDIA.gone))).toContain('Hint:');
	});

	it('refuses a media once with Retry-After, then takes it', async () => {
		const refused = await publish(sandbox, MEDIA.rateLimited);
		expect(refused.status).toBe(429);
		expect(refused.headers['retry-after']).toBe('1');
		expect(refused.json.error.code).toBe('rate_limit_exceeded');
		expect((await publish(sandbox, MEDIA.rateLimited)).status).toBe(200);
		expect(sandbox.posts).toHaveLength(1);
	});

	it('refuses a media once with deferUntil, then takes it', async () => {
		const before = Date.now();
		const refused = await publish(sandbox, MEDIA.throttled);
		expect(refused.status).toBe(429);
		expect(refused.headers['retry-after']).toBeUndefined();
		expect(refused.json.error.code).toBe('throttled');
		expect(Date.parse(refused.json.error.deferUntil)).toBeGreaterThan(before);
		expect((await publish(sandbox, MEDIA.throttled)).status).toBe(200);
	});

	it('refuses an account that is not connected, and one that may not publish', async () => {
		const tiktokAccountId = '550e8400-e29b-41d4-a716-446655449999';
		expect(errorOf(await publish(sandbox, video, { tiktokAccountId }))).toContain('404 not_found');
		const reader = { tiktokAccountId: ACCOUNTS.reader };
		expect(errorOf(await publish(sandbox, video, reader))).toContain('403 forbidden');
		expect(errorOf(await publish(sandbox, video, reader))).toContain('video.publish');
	});
});

describe('the API key', () => {
	it.each([
		['none', null],
		['another', `sk_${'f'.repeat(64)}`],
		['an empty one', ''],
	])('answers 401 to %s', async (_what, key) => {
		const reply = await send(sandbox, 'GET', '/tiktok/accounts', { key });
		expect(reply.json).toEqual({
			error: { code: 'unauthorized', message: 'Missing or invalid API key.' },
		});
		expect(reply.status).toBe(401);
		expect(sandbox.requests[0]).toMatchObject({ authorized: false });
	});

	it('is in no record', async () => {
		await publish(sandbox, video);
		expect(sandbox.requests[0]).toMatchObject({ authorized: true });
		expect(JSON.stringify(sandbox.requests)).not.toContain(sandbox.apiKey);
	});

	it('can be another', async () => {
		const other = await startSandbox({ apiKey: 'sk_other' });
		expect((await send(other, 'GET', '/tiktok/accounts')).status).toBe(200);
		await other.stop();
	});
});

it.each([
	['GET', '/nope'],
	['PUT', '/media'],
	['GET', '/publish/tiktok'],
])('answers 404 to %s %s, which does not exist', async (method, path) => {
	expect(errorOf(await send(sandbox, method, path))).toContain('404 not_found');
	expect(sandbox.violations).toEqual([expect.stringContaining('no such endpoint')]);
});
