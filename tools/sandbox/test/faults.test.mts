import { type FaultSpec } from '../index.mts';
import { MEDIA } from '../seed.mts';
import { until } from '../../../test/support/until.mts';
import { errorOf, look, publish, type Reply, sandboxOfFile, send, upload } from './client.mts';

const sandbox = sandboxOfFile({ queuedMs: 0, runMs: 0 });
const [first, second, third] = MEDIA.videos as [string, string, string];

/** The code of the error that a broken connection gives. */
async function brokenBy(sending: Promise<Reply>): Promise<string> {
	return await sending.then(
		({ status }) => `answered ${status}`,
		(error: NodeJS.ErrnoException) => error.code ?? error.message,
	);
}

/** Longer than any test. */
const NEVER_MS = 600_000;

const struck = () => sandbox.faults.fired.map(({ kind }) => kind);

describe('connections', () => {
	it('resetBefore: nothing is taken', async () => {
		sandbox.faults.add({ kind: 'resetBefore', path: '/publish/tiktok' });
		expect(await brokenBy(publish(sandbox, first))).toBe('ECONNRESET');
		expect(sandbox.posts).toEqual([]);
		expect(sandbox.requests[0]).toMatchObject({ accepted: false, faults: ['resetBefore'] });
		expect(sandbox.requests[0]).not.toHaveProperty('status');
		expect((await publish(sandbox, first)).status).toBe(200);
	});

	it('resetBefore of a media: other requests are left alone', async () => {
		sandbox.faults.add({ kind: 'resetBefore', mediaId: second });
		expect((await publish(sandbox, first)).status).toBe(200);
		expect(await brokenBy(publish(sandbox, second))).toBe('ECONNRESET');
		expect(sandbox.posts.map((post) => post.mediaIds[0])).toEqual([first]);
	});

	it('resetDuring: nothing is taken of a body that was half read', async () => {
		sandbox.faults.add({ kind: 'resetDuring', path: '/media/upload', afterBytes: 200_000 });
		const file = { field: 'file', fileName: 'a.mp4', mimeType: 'video/mp4' };
		const content = new Uint8Array(20_000_000);
		// The client may still be writing when the connection goes.
		expect(['ECONNRESET', 'EPIPE']).toContain(
			await brokenBy(upload(sandbox, { ...file, content })),
		);
		expect(sandbox.media.filter((media) => media.source === 'user_upload')).toEqual([]);
		expect(struck()).toEqual(['resetDuring']);
	});

	it('resetDuring strikes a short body too, and a request without one', async () => {
		sandbox.faults.add({ kind: 'resetDuring', afterBytes: 1_000_000, times: 2 });
		expect(await brokenBy(publish(sandbox, first))).toBe('ECONNRESET');
		expect(await brokenBy(send(sandbox, 'GET', '/media'))).toBe('ECONNRESET');
		expect(sandbox.posts).toEqual([]);
	});

	it('resetAfter: the post is taken, its answer is lost', async () => {
		sandbox.faults.add({ kind: 'resetAfter', path: '/publish/tiktok' });
		expect(await brokenBy(publish(sandbox, first))).toBe('ECONNRESET');
		expect(sandbox.posts.map((post) => post.mediaIds[0])).toEqual([first]);
		expect(sandbox.requests[0]).toMatchObject({
			accepted: true,
			outputJobId: sandbox.posts[0]?.outputJobId,
		});
	});

	it('cut: the post is taken, its answer breaks off', async () => {
		sandbox.faults.add({ kind: 'cut', path: '/publish/tiktok' });
		expect(await brokenBy(publish(sandbox, first))).toBe('ECONNRESET');
		expect(sandbox.posts).toHaveLength(1);
		expect(sandbox.requests[0]).toMatchObject({ accepted: true, faults: ['cut'] });
	});
});

describe('status', () => {
	it.each([
		[502, 'html', 'text/html; charset=utf-8', /<h1>502 Bad Gateway<\/h1>/],
		[503, 'empty', undefined, /^$/],
		[500, 'json', 'application/json; charset=utf-8', /"code":"internal_server_error"/],
		[418, 'json', 'application/json; charset=utf-8', /"code":"i_m_a_teapot"/],
		[200, 'html', 'text/html; charset=utf-8', /<h1>200 OK<\/h1>/],
	] as const)('%i with a body of %s, not taken', async (status, body, type, text) => {
		sandbox.faults.add({ kind: 'status', status, body });
		const reply = await publish(sandbox, first);
		expect(reply.status).toBe(status);
		expect(reply.headers['content-type']).toBe(type);
		expect(reply.text).toMatch(text);
		expect(sandbox.posts).toEqual([]);
	});

	it('after the post was taken', async () => {
		sandbox.faults.add({ kind: 'status', status: 502, body: 'html', when: 'after' });
		expect((await publish(sandbox, first)).status).toBe(502);
		expect(sandbox.posts).toHaveLength(1);
	});

	it('with a code, a message and headers', async () => {
		sandbox.faults.add({
			kind: 'status',
			status: 503,
			code: 'maintenance',
			message: 'Back soon.',
			headers: { 'Retry-After': '2' },
		});
		const reply = await publish(sandbox, first);
		expect(errorOf(reply)).toBe('503 maintenance: Back soon.');
		expect(reply.headers['retry-after']).toBe('2');
	});
});

describe('slow', () => {
	it('before: the request is taken late, even if the client has gone', async () => {
		sandbox.faults.add({ kind: 'slow', delayMs: 1000 });
		const client = new AbortController();
		const sending = publish(sandbox, first, {}, client.signal);
		await until(() => sandbox.faults.fired.length === 1);
		client.abort();
		await expect(sending).rejects.toThrow('aborted');
		await until(() => sandbox.posts.length === 1);
		const [fired] = sandbox.faults.fired;
		expect(Date.parse(sandbox.posts[0]?.acceptedAt ?? '') - (fired?.at ?? 0)).toBeGreaterThan(900);
	});

	it('after: the request is taken at once, while its answer is still to come', async () => {
		sandbox.faults.add({ kind: 'slow', delayMs: NEVER_MS, when: 'after' });
		const sending = brokenBy(publish(sandbox, first));
		await until(() => sandbox.posts.length === 1);
		expect(sandbox.requests[0]).not.toHaveProperty('finishedAt');
		sandbox.reset();
		expect(await sending).toBe('ECONNRESET');
	});

	it('after: the answer is late', async () => {
		sandbox.faults.add({ kind: 'slow', delayMs: 200, when: 'after' });
		const started = Date.now();
		expect((await publish(sandbox, first)).status).toBe(200);
		expect(Date.now() - started).toBeGreaterThanOrEqual(195);
	});

	it('comes with another fault', async () => {
		sandbox.faults.add({ kind: 'slow', delayMs: 100 });
		sandbox.faults.add({ kind: 'resetAfter' });
		const started = Date.now();
		expect(await brokenBy(publish(sandbox, first))).toBe('ECONNRESET');
		expect(Date.now() - started).toBeGreaterThanOrEqual(95);
		expect(struck()).toEqual(['slow', 'resetAfter']);
	});

	it('ends with a reset: what waited is dropped', async () => {
		sandbox.faults.add({ kind: 'slow', delayMs: NEVER_MS });
		const sending = brokenBy(publish(sandbox, first));
		await until(() => sandbox.faults.fired.length === 1);
		sandbox.reset();
		expect(await sending).toBe('ECONNRESET');
		expect(sandbox.posts).toEqual([]);
	});
});

describe('rateLimit', () => {
	it('tells the wait in seconds', async () => {
		sandbox.faults.add({ kind: 'rateLimit', seconds: 3 });
		const reply = await publish(sandbox, first);
		expect(errorOf(reply)).toContain('429 rate_limit_exceeded');
		expect(reply.headers['retry-after']).toBe('3');
		expect(sandbox.posts).toEqual([]);
	});

	it('tells it as a date, on the skewed clock', async () => {
		const skew = 3_600_000;
		sandbox.clock.skew(skew);
		sandbox.faults.add({ kind: 'rateLimit', form: 'date', seconds: 2 });
		const before = Date.now();
		const { headers } = await publish(sandbox, first);
		const end = Date.parse(headers['retry-after'] ?? '') - skew;
		expect(end).toBeGreaterThanOrEqual(before + 2000);
		expect(end).toBeLessThan(Date.now() + 3000); // it is rounded up
		expect(end + skew - Date.parse(headers.date ?? '')).toBeGreaterThanOrEqual(2000);
	});

	it('tells it as deferUntil', async () => {
		sandbox.faults.add({ kind: 'rateLimit', form: 'deferUntil', seconds: 5 });
		const before = Date.now();
		const { headers, json } = await publish(sandbox, first);
		expect(headers['retry-after']).toBeUndefined();
		expect(json.error.code).toBe('throttled');
		expect(Date.parse(json.error.deferUntil)).toBeGreaterThanOrEqual(before + 5000);
		expect(Date.parse(json.error.deferUntil)).toBeLessThanOrEqual(Date.now() + 5000);
	});

	it('tells nothing', async () => {
		sandbox.faults.add({ kind: 'rateLimit', form: 'nothing' });
		const { status, headers, json } = await publish(sandbox, first);
		expect([status, headers['retry-after'], json.error.deferUntil]).toEqual([
			429,
			undefined,
			undefined,
		]);
	});
});

describe('looks at a job', () => {
	it('loseJob: it is not found for a while', async () => {
		sandbox.faults.add({ kind: 'loseJob', mediaId: first, times: 2 });
		const { outputJobId } = (await publish(sandbox, first)).json;
		const other = (await publish(sandbox, second)).json.outputJobId;
		expect((await look(sandbox, other)).status).toBe(200);
		expect(errorOf(await look(sandbox, outputJobId))).toContain('404 not_found');
		expect((await look(sandbox, outputJobId)).status).toBe(404);
		expect((await look(sandbox, outputJobId)).json.status).toBe('succeeded');
	});

	it('jobStatus: an unknown status passes', async () => {
		const { outputJobId } = (await publish(sandbox, first)).json;
		sandbox.faults.add({ kind: 'jobStatus', status: 'reviewing', outputJobId, times: 2 });
		const seen: string[] = [];
		for (let n = 0; n < 3; n += 1) seen.push((await look(sandbox, outputJobId)).json.status);
		expect(seen).toEqual(['reviewing', 'reviewing', 'succeeded']);
	});

	it.each([
		['canceled', undefined],
		['failed', 'TikTok changed its mind'],
		['failed', undefined],
		['succeeded', undefined],
	])('jobStatus: %s ends the job', async (status, errorMessage) => {
		const { outputJobId } = (await publish(sandbox, MEDIA.neverEnds)).json;
		sandbox.faults.add({
			kind: 'jobStatus',
			status,
			...(errorMessage === undefined ? {} : { errorMessage }),
		});
		const shown = (await look(sandbox, outputJobId)).json;
		expect(shown).toMatchObject({ outputJobId, status });
		expect(shown.errorMessage).toBe(errorMessage);
		expect((await look(sandbox, outputJobId)).json).toEqual(shown);
		expect(sandbox.posts[0]?.status).toBe(status);
	});

	it('a job that does not exist uses no fault up', async () => {
		sandbox.faults.add({ kind: 'jobStatus', status: 'reviewing' });
		expect((await look(sandbox, '019e1b76-74d7-8c7e-a927-6bd34bfaa114')).status).toBe(404);
		expect(sandbox.faults.pending).toHaveLength(1);
	});
});

describe('the queue', () => {
	it('strikes from the nth request on, so many times', async () => {
		const fault = sandbox.faults.add({ kind: 'rateLimit', method: 'POST', nth: 2, times: 2 });
		const seen: number[] = [];
		for (let n = 0; n < 5; n += 1) seen.push((await publish(sandbox, first)).status);
		expect(seen).toEqual([200, 429, 429, 200, 200]);
		expect(fault.fired.map(({ requestId }) => requestId)).toEqual(
			sandbox.requests.slice(1, 3).map(({ id }) => id),
		);
		expect(sandbox.faults.pending).toEqual([]);
	});

	it('never strikes more often than asked, however many come at once', async () => {
		sandbox.settings.latencyMs = 30;
		sandbox.faults.add({ kind: 'resetAfter', times: 3 });
		const ends = await Promise.all(
			Array.from({ length: 12 }, () => brokenBy(publish(sandbox, first))),
		);
		expect(ends.filter((end) => end === 'ECONNRESET')).toHaveLength(3);
		expect(sandbox.posts).toHaveLength(12);
	});

	it('takes one fault a request, the oldest first', async () => {
		sandbox.faults.add({ kind: 'status', status: 503 });
		sandbox.faults.add({ kind: 'status', status: 500 });
		expect((await publish(sandbox, first)).status).toBe(503);
		expect((await publish(sandbox, first)).status).toBe(500);
		expect((await publish(sandbox, first)).status).toBe(200);
	});

	it.each<[string, Partial<FaultSpec>, [number, number, number]]>([
		['a method', { method: 'GET' }, [200, 200, 503]],
		['a path', { path: '/tiktok/accounts' }, [200, 200, 503]],
		['a pattern', { path: '/publish/*' }, [503, 503, 200]],
		['a RegExp', { path: /tiktok$/ }, [503, 503, 200]],
		['a media ID', { mediaId: second }, [200, 503, 200]],
	])('matches by %s', async (_what, match, statuses) => {
		sandbox.faults.add({ ...match, kind: 'status', status: 503, times: 9 } as FaultSpec);
		const replies = [
			await publish(sandbox, first),
			await publish(sandbox, second),
			await send(sandbox, 'GET', '/tiktok/accounts'),
		];
		expect(replies.map(({ status }) => status)).toEqual(statuses);
	});

	it('is left alone by requests that are refused anyway', async () => {
		sandbox.faults.add({ kind: 'status', status: 503 });
		sandbox.faults.add({ kind: 'resetAfter', nth: 2 });
		await send(sandbox, 'GET', '/media', { key: null });
		await send(sandbox, 'GET', '/media?limit=0');
		expect(struck()).toEqual([]);
		expect((await publish(sandbox, first)).status).toBe(503);
		expect((await publish(sandbox, MEDIA.conflict)).status).toBe(409);
		expect(await brokenBy(publish(sandbox, third))).toBe('ECONNRESET');
	});

	it.each([
		[{ kind: 'explode' }, /kind is one of resetBefore/],
		[{ kind: 'slow' }, /needs delayMs/],
		[{ kind: 'status', status: 99 }, /Not a value for status/],
		[{ kind: 'cut', delayMs: 1 }, /has no delayMs/],
		[{ kind: 'slow', delayMs: 2 ** 31 }, /Not a value for delayMs/],
		[{ kind: 'status', status: 500, headers: { 'a b': 'x' } }, /Not a value for headers/],
		[{ kind: 'status', status: 500, headers: { a: 'x\ny' } }, /Not a value for headers/],
		[{ kind: 'redirect', status: 303, location: 'x\ny' }, /Not a value for location/],
		[{ kind: 'cut', times: 0 }, /Not a value for times/],
		[{ kind: 'cut', method: 'FETCH' }, /Not a value for method/],
		['cut', /JSON object/],
	])('refuses the fault %j', (fault, message) => {
		expect(() => sandbox.faults.add(fault as FaultSpec)).toThrow(message);
	});
});

describe('the clock', () => {
	it('skewed shows another time and ages nothing', async () => {
		sandbox.settings.runMs = NEVER_MS;
		const { outputJobId } = (await publish(sandbox, first)).json;
		sandbox.clock.skew(-3_600_000);
		const { headers, json } = await look(sandbox, outputJobId);
		expect(json.status).toBe('in_progress');
		expect(Date.parse(headers.date ?? '')).toBeLessThan(Date.now() - 3_590_000);
		sandbox.clock.skew(3_600_000);
		expect((await look(sandbox, outputJobId)).json.status).toBe('in_progress');
		const scheduledAt = new Date(Date.now() + 600_000).toISOString();
		expect((await publish(sandbox, second, { scheduledAt })).status).toBe(400);
	});

	it('does not go back', () => {
		expect(() => sandbox.clock.advance(-1)).toThrow(RangeError);
		expect(() => sandbox.clock.skew(NaN)).toThrow(RangeError);
	});
});
