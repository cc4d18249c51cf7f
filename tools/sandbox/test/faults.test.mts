import { connect } from 'node:net';
import type { FaultSpec } from '../index.mts';
import { ACCOUNTS, MEDIA } from '../seed.mts';
import {
	ahead,
	errorOf,
	getJob,
	publish,
	type Reply,
	sandboxOfFile,
	send,
	until,
	upload,
} from './client.mts';

const sandbox = sandboxOfFile({ queuedMs: 0, runMs: 0 });
const [first, second] = MEDIA.videos as [string, string];
const HOUR = 3_600_000;

const add = (fault: FaultSpec) => sandbox.faults.add(fault);

/** The status of the answer, or the code of the error when the connection broke. */
const endOf = (reply: Promise<Reply>) =>
	reply.then(
		({ status }) => status,
		({ code }: NodeJS.ErrnoException) => code,
	);

it.each<[FaultSpec, end: number | string, accepted: number]>([
	[{ kind: 'resetBefore' }, 'ECONNRESET', 0],
	[{ kind: 'resetBefore', mediaId: first }, 'ECONNRESET', 0],
	[{ kind: 'resetDuring', afterBytes: 1_000_000 }, 'ECONNRESET', 0],
	[{ kind: 'resetAfter' }, 'ECONNRESET', 1],
	[{ kind: 'resetReading' }, 'ECONNRESET', 1],
	[{ kind: 'cut' }, 'ECONNRESET', 1],
	[{ kind: 'status', status: 502, body: 'html' }, 502, 0],
	[{ kind: 'status', status: 502, body: 'empty', when: 'after' }, 502, 1],
	[{ kind: 'redirect', status: 307 }, 307, 0],
	[{ kind: 'redirect', status: 303, when: 'after' }, 303, 1],
	[{ kind: 'rateLimit' }, 429, 0],
	[{ kind: 'slow', delayMs: 1 }, 200, 1],
	[{ kind: 'trickle', everyMs: 0 }, 200, 1],
])('%j ends a post with %s', async (fault, end, accepted) => {
	add(fault);
	expect(await endOf(publish(sandbox, first))).toBe(end);
	expect(sandbox.posts).toHaveLength(accepted);
	expect(sandbox.requests[0]).toMatchObject({ accepted: accepted === 1, faults: [fault.kind] });
	expect((await publish(sandbox, first)).status).toBe(200);
});

describe('status answers anything', () => {
	it('a code of the API, any JSON, any text', async () => {
		add({ kind: 'status', status: 403, code: 'paid_plan_required', message: 'No plan.' });
		add({ kind: 'status', status: 200, json: { error: { message: 'Sorry' } }, when: 'after' });
		add({ kind: 'status', status: 200, text: '[[', headers: { 'Retry-After': '2' } });
		expect(errorOf(await publish(sandbox, first))).toBe('403 paid_plan_required: No plan.');
		const ok = await publish(sandbox, first);
		expect([ok.status, ok.json]).toEqual([200, { error: { message: 'Sorry' } }]);
		const { text, headers } = await publish(sandbox, first);
		expect([text, headers['retry-after']]).toEqual(['[[', '2']);
	});

	it('more entries than were asked for', async () => {
		const media = Array.from({ length: 120_000 }, (_, index) => ({ mediaId: String(index) }));
		add({ kind: 'status', status: 200, json: { media } });
		expect((await send(sandbox, 'GET', '/media?limit=2')).json.media).toHaveLength(120_000);
	});

	it('a placeholder for the key, the job and the address', async () => {
		const json = { outputJobId: '{{outputJobId}}', message: '{{key}} {{path}} {{constructor}}' };
		add({ kind: 'status', status: 200, when: 'after', json });
		const [reply, { apiKey }] = [await publish(sandbox, first), sandbox];
		expect(reply.json).toEqual({
			outputJobId: sandbox.posts[0]?.outputJobId,
			message: `${apiKey} /api/v1/publish/tiktok {{constructor}}`,
		});
		sandbox.settings.echoAuthorization = true;
		expect(errorOf(await send(sandbox, 'GET', '/nope'))).toContain(`Bearer ${apiKey}`);
	});

	it('before the body has been sent, as a gateway that refuses a large upload', async () => {
		add({ kind: 'status', status: 413, body: 'html', when: 'arrival', path: '/media/upload' });
		const { socket, answer } = openConnection(requestText('POST', '/media/upload', '', 1_000_000));
		expect(await answer('</html>')).toMatch(/^HTTP\/1.1 413 [^]*<h1>413 Payload Too Large<\/h1>/);
		socket.destroy();
		const form: Parameters<typeof upload>[1] = ['file', 'a.mp4', 'video/mp4', 'film'];
		expect((await upload(sandbox, form)).status).toBe(200);
	});
});

/** A request as text. */
const requestText = (method: string, path: string, body = '', length = body.length) =>
	`${method} /api/v1${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${sandbox.apiKey}\r\n` +
	`Content-Type: application/json\r\nContent-Length: ${length}\r\n\r\n${body}`;

/** Writes to a connection. `answer` waits for a part of what comes back, and returns all of it so far. */
function openConnection(text: string) {
	const { hostname, port } = new URL(sandbox.baseUrl);
	const socket = connect(Number(port), hostname);
	let received = '';
	socket.on('data', (chunk) => (received += String(chunk)));
	socket.write(text);
	const answer = async (part: string) => {
		await until(() => received.includes(part));
		return received;
	};
	return { socket, answer };
}

it('trickle sends the headers at once and waits before each byte', async () => {
	add({ kind: 'trickle', everyMs: HOUR });
	const { socket, answer } = openConnection(requestText('GET', '/tiktok/accounts'));
	await answer('\r\n\r\n');
	await publish(sandbox, first);
	expect(await answer('\r\n\r\n')).toMatch(/^HTTP\/1.1 200 OK[^]*\r\n\r\n$/);
	expect(sandbox.requests[0]).not.toHaveProperty('finishedAt');
	socket.destroy();
	await until(() => sandbox.requests[0]?.finishedAt !== undefined);
});

it('slow accepts the request late, even if the client has gone, or answers late', async () => {
	add({ kind: 'slow', delayMs: 300 });
	const body = JSON.stringify({ mediaId: first, tiktokAccountId: ACCOUNTS.studio });
	const { socket } = openConnection(requestText('POST', '/publish/tiktok', body));
	await until(() => sandbox.faults.fired.length === 1);
	socket.destroy();
	await until(() => sandbox.posts.length === 1);

	add({ kind: 'slow', delayMs: HOUR, when: 'after' });
	const waiting = endOf(publish(sandbox, second));
	await until(() => sandbox.posts.length === 2);
	expect(sandbox.requests[1]).not.toHaveProperty('finishedAt');
	sandbox.reset();
	expect(await waiting).toBe('ECONNRESET');
});

describe('jobs', () => {
	it('show any status, and end with a final one', async () => {
		const { outputJobId } = (await publish(sandbox, MEDIA.neverEnds)).json;
		add({ kind: 'jobStatus', status: 'reviewing' });
		add({ kind: 'jobStatus', status: 'failed', errorCode: 'spam_risk', nth: 2 });
		const seen: unknown[] = [];
		for (let n = 0; n < 3; n += 1) seen.push((await getJob(sandbox, outputJobId)).json);
		const failed = { outputJobId, status: 'failed', errorCode: 'spam_risk' };
		expect(seen).toEqual([{ outputJobId, status: 'reviewing' }, failed, failed]);
	});

	it('are canceled by somebody else during a wait', async () => {
		const { outputJobId } = (await publish(sandbox, MEDIA.neverEnds)).json;
		add({ kind: 'jobStatus', status: 'canceled', nth: 2 });
		const seen: string[] = [];
		for (let n = 0; n < 2; n += 1) seen.push((await getJob(sandbox, outputJobId)).json.status);
		expect(seen).toEqual(['in_progress', 'canceled']);
		expect(sandbox.posts[0]?.status).toBe('canceled');
	});

	it('are canceled although the answer is lost, and then get 409', async () => {
		const { outputJobId } = (await publish(sandbox, first, { scheduledAt: ahead(HOUR) })).json;
		add({ kind: 'resetAfter', method: 'DELETE' });
		const cancel = () => send(sandbox, 'DELETE', `/publish/scheduled/${outputJobId}`);
		expect(await endOf(cancel())).toBe('ECONNRESET');
		expect(errorOf(await cancel())).toContain('409 conflict');
		expect((await getJob(sandbox, outputJobId)).json.status).toBe('canceled');
	});
});

describe('which requests are struck', () => {
	it('from the nth on, so many times, however many come at once', async () => {
		const fault = add({ kind: 'rateLimit', method: 'POST', nth: 2, times: 2 });
		sandbox.settings.latencyMs = 20;
		const ends = await Promise.all(Array.from({ length: 9 }, () => endOf(publish(sandbox, first))));
		expect(ends.filter((end) => end === 429)).toHaveLength(2);
		const struck = sandbox.requests.filter(({ faults }) => faults.length > 0);
		expect(fault.fired.map(({ requestId }) => requestId)).toEqual(struck.map(({ id }) => id));
		expect(fault.remaining).toBe(0);
	});

	it.each<[Partial<FaultSpec>, number[]]>([
		[{ method: 'GET' }, [200, 200, 503]],
		[{ path: '/publish/*' }, [503, 503, 200]],
		[{ path: /accounts$/ }, [200, 200, 503]],
		[{ mediaId: second }, [200, 503, 200]],
		[{ fileName: 'b.mp4' }, [200, 503, 200]],
	])('those that match %j', async (match, statuses) => {
		sandbox.addMedia({ mediaId: second, fileName: 'b.mp4' });
		add({ ...match, kind: 'status', status: 503, times: 9 } as FaultSpec);
		const replies = [
			await publish(sandbox, first),
			await publish(sandbox, second),
			await send(sandbox, 'GET', '/tiktok/accounts'),
		];
		expect(replies.map(({ status }) => status)).toEqual(statuses);
	});

	it('one fault each, the oldest first, and none where the request is refused anyway', async () => {
		add({ kind: 'status', status: 503 });
		add({ kind: 'status', status: 500 });
		add({ kind: 'resetAfter' });
		await send(sandbox, 'GET', '/media', { key: 'sk_wrong' });
		await send(sandbox, 'GET', '/media?limit=0');
		expect((await publish(sandbox, first)).status).toBe(503);
		expect((await publish(sandbox, first)).status).toBe(500);
		expect((await publish(sandbox, MEDIA.conflict)).status).toBe(409);
		expect(await endOf(publish(sandbox, first))).toBe('ECONNRESET');
	});
});
