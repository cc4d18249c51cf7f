import { connect } from 'node:net';
import { type FaultSpec } from '../index.mts';
import { MEDIA } from '../seed.mts';
import { errorOf, look, publish, sandboxOfFile, send } from './client.mts';

const sandbox = sandboxOfFile({ queuedMs: 0, runMs: 0 });
const [video] = MEDIA.videos as [string];

const strike = (fault: FaultSpec) => sandbox.faults.add(fault);

describe('redirect', () => {
	const STATUSES = [301, 302, 303, 307, 308] as const;

	it.each(STATUSES)('%i, to the address that was asked, before and after', async (status) => {
		for (const when of ['before', 'after'] as const) {
			sandbox.reset();
			strike({ kind: 'redirect', status, when });
			const reply = await publish(sandbox, video);
			expect(reply.status).toBe(status);
			expect(reply.headers.location).toBe('/api/v1/publish/tiktok');
			expect(sandbox.posts).toHaveLength(when === 'after' ? 1 : 0);
			expect(sandbox.requests[0]?.faults).toEqual(['redirect']);
		}
	});

	it('goes where it is told', async () => {
		strike({ kind: 'redirect', status: 307, location: 'https://elsewhere.example.com/x' });
		const { headers } = await send(sandbox, 'GET', '/tiktok/accounts');
		expect(headers.location).toBe('https://elsewhere.example.com/x');
	});

	it.each([{}, { status: 304 }, { status: 302, location: 7 }])('refuses %j', (parts) => {
		expect(() => strike({ kind: 'redirect', ...parts } as FaultSpec)).toThrow(TypeError);
	});
});

describe('status with a body of the test', () => {
	it.each([
		[null],
		[[]],
		['just text'],
		[42],
		[{ error: null }],
		[{ error: 'text' }],
		[{ error: { code: 'constructor', message: { toString: 'x' } } }],
		[{ error: { code: ['__proto__'], message: 7, deferUntil: 'never' } }],
		[{ outputJobId: { $ne: null }, status: 'succeeded' }],
	])('answers %j', async (json) => {
		for (const [status, when] of [
			[400, 'before'],
			[200, 'after'],
		] as const) {
			sandbox.reset();
			strike({ kind: 'status', status, when, json });
			const reply = await publish(sandbox, video);
			expect([reply.status, reply.json]).toEqual([status, json]);
			expect(reply.headers['content-type']).toContain('application/json');
			expect(sandbox.posts).toHaveLength(when === 'after' ? 1 : 0);
		}
	});

	it('takes it over HTTP too, however large', async () => {
		const body = { kind: 'status', status: 500, json: { error: { message: 'x'.repeat(2e6) } } };
		expect((await send(sandbox, 'POST', '/sandbox/faults', { body })).status).toBe(201);
		expect((await publish(sandbox, video)).json).toEqual(body.json);
	});

	it('answers any text, JSON or not', async () => {
		const deep = '['.repeat(200_000) + ']'.repeat(200_000);
		strike({ kind: 'status', status: 200, text: deep });
		strike({ kind: 'status', status: 502, body: 'html', text: '<b>down' });
		expect((await publish(sandbox, video)).text).toBe(deep);
		const reply = await publish(sandbox, video);
		expect([reply.text, reply.headers['content-type']]).toEqual([
			'<b>down',
			'text/html; charset=utf-8',
		]);
	});

	it('names the job that was accepted, or is looked at', async () => {
		const json = { outputJobId: '{{outputJobId}}', status: { odd: true } };
		strike({ kind: 'status', status: 200, when: 'after', json, times: 2 });
		const { outputJobId } = (await publish(sandbox, video)).json;
		expect(outputJobId).toBe(sandbox.posts[0]?.outputJobId);
		expect((await look(sandbox, outputJobId)).json.outputJobId).toBe(outputJobId);
	});
});

describe('answers that repeat the key', () => {
	it('by a placeholder in body and headers', async () => {
		const message = 'Bad key {{key}} in "{{authorization}}", {{nothing}} {{constructor}}';
		strike({ kind: 'status', status: 500, message, headers: { 'X-Debug': '{{key}}' } });
		const reply = await publish(sandbox, video);
		const { apiKey } = sandbox;
		expect(reply.json.error.message).toBe(
			`Bad key ${apiKey} in "Bearer ${apiKey}", {{nothing}} {{constructor}}`,
		);
		expect(reply.headers['x-debug']).toBe(apiKey);
		expect(JSON.stringify(sandbox.requests)).not.toContain(apiKey);
	});

	it('by the setting, in every error of the API', async () => {
		sandbox.settings.echoAuthorization = true;
		const wrong = `sk_${'f'.repeat(64)}`;
		const replies = [
			await publish(sandbox, MEDIA.conflict),
			await publish(sandbox, video, { caption: 7 }),
			await send(sandbox, 'GET', '/nope'),
		];
		for (const reply of replies) expect(errorOf(reply)).toContain(`Bearer ${sandbox.apiKey}`);
		const unauthorized = await send(sandbox, 'GET', '/media', { key: wrong });
		expect(errorOf(unauthorized)).toMatch(new RegExp(`^401 unauthorized: .*${wrong}$`));
	});
});

describe('resetReading', () => {
	/** What a client on a bare connection reads, and how that ends. */
	async function read(): Promise<{ text: string; end: string }> {
		const { hostname, port } = new URL(sandbox.baseUrl);
		const socket = connect(Number(port), hostname);
		let text = '';
		socket.on('data', (chunk) => (text += String(chunk)));
		const end = new Promise<string>((resolve) => {
			socket.on('end', () => resolve('end'));
			socket.on('error', (error: NodeJS.ErrnoException) => resolve(String(error.code)));
		});
		socket.write(
			`GET /api/v1/tiktok/accounts HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${sandbox.apiKey}\r\n\r\n`,
		);
		return { end: await end, text };
	}

	it('sends headers and half of the body, then resets; a cut ends the connection in order', async () => {
		const ends: string[] = [];
		for (const kind of ['resetReading', 'cut'] as const) {
			strike({ kind });
			const { text, end } = await read();
			const [head = '', body = ''] = text.split('\r\n\r\n');
			const promised = Number(/Content-Length: (\d+)/.exec(head)?.[1]);
			expect(head).toContain('200 OK');
			expect(body.length).toBe(Math.floor(promised / 2));
			ends.push(end);
		}
		expect(ends).toEqual(['ECONNRESET', 'end']);
	});

	it('comes when the post was taken', async () => {
		strike({ kind: 'resetReading' });
		await expect(publish(sandbox, video)).rejects.toThrow();
		expect(sandbox.posts).toHaveLength(1);
		expect(sandbox.requests[0]).toMatchObject({ accepted: true, faults: ['resetReading'] });
	});
});
