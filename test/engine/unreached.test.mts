import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

import { startUnreachable, type UnreachableKind } from '../../tools/sandbox/unreachable.mts';
import { reveal } from '../support/reveal.mts';
import { useSandbox } from '../support/sandbox.mts';
import { until } from '../support/until.mts';

const api = useSandbox();

/** Publishes a video at another base URL. */
async function publishAt(baseUrl: string): Promise<string> {
	const outcome = await api.run('video-publish', { credential: { baseUrl } });
	expect(reveal(outcome)).not.toContain(api.sandbox.apiKey);
	return `${outcome.error?.message}. ${outcome.error?.description}`;
}

const NOT_POSTED = /^Wonda could not be reached\..*Check the base URL.*Nothing was posted\.$/;

/** What is wrong with the place, and what the description names. */
const PLACES: [kind: UnreachableKind, reason: string][] = [
	['refused', 'No connection was made (ECONNREFUSED)'],
	['plain', 'The server does not use https on this port (EPROTO)'],
	['selfSigned', 'is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT)'],
];

describe('Nothing was sent', () => {
	test.each(PLACES)('to a place that is %s', async (kind, reason) => {
		const place = await startUnreachable(kind);
		try {
			const told = await publishAt(place.baseUrl);
			expect(told).toContain(reason);
			expect(told).toMatch(NOT_POSTED);
			expect(place.requests).toBe(0);
		} finally {
			await place.stop();
		}
	});

	test.each([
		['ftp://127.0.0.1:9/api/v1', 'is not a valid address (ERR_BAD_REQUEST)'],
		['', 'is not a valid address (ERR_INVALID_URL)'],
		['http://nowhere.invalid/api/v1', 'No connection was made (E'],
	])('to “%s”', async (baseUrl, reason) => {
		const told = await publishAt(baseUrl);
		expect(told).toContain(reason);
		expect(told).toMatch(NOT_POSTED);
	});
});

/** A server of bare connections on a free port. */
async function listen(serve: (socket: Socket) => void) {
	const sockets = new Set<Socket>();
	const server: Server = createServer((socket) => {
		sockets.add(socket);
		socket.on('error', () => undefined);
		serve(socket);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: (scheme: string) => `${scheme}://127.0.0.1:${port}`,
		stop() {
			server.close();
			for (const socket of sockets) socket.destroy();
		},
	};
}

describe('The post may be live', () => {
	test.each([
		[
			'is closed when the request has come',
			(socket: Socket) => socket.once('data', () => socket.end()),
		],
		[
			'is reset when the request has come',
			(socket: Socket) => socket.once('data', () => socket.resetAndDestroy()),
		],
	])('when the connection %s', async (_name, serve) => {
		const { url, stop } = await listen(serve);
		expect(await publishAt(url('http'))).toMatch(
			/^The connection to Wonda was lost before it answered, so the post may or may not be live/,
		);
		stop();
	});

	test('when the host can no longer be reached while the answer is read', async () => {
		// No network that a test could have breaks like this at the right moment.
		const lost = Object.assign(new Error('read EHOSTUNREACH'), {
			code: 'EHOSTUNREACH',
			syscall: 'read',
		});
		const requests: ClientRequest[] = [];
		const remember = (told: unknown) => {
			requests.push((told as { request: ClientRequest }).request);
		};
		subscribe('http.client.request.start', remember);
		api.sandbox.faults.add({ method: 'POST', kind: 'slow', delayMs: 60_000, when: 'after' });

		const running = api.run('video-publish', {
			node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
		});
		await until(() => api.sandbox.posts.length === 1);
		requests[0]?.destroy(lost);
		const { error } = await running;
		unsubscribe('http.client.request.start', remember);

		expect(error?.message).toBe(
			'The connection to Wonda was lost before it answered, so the post may or may not be live',
		);
		expect(error?.description).toMatch(/\(EHOSTUNREACH\)$/);
		expect(api.sandbox.posts).toHaveLength(1);
	});
});

test('A request goes through a proxy, which hears nothing of the key', async () => {
	const heard: string[] = [];
	const proxy = await listen((socket) =>
		socket.once('data', (data) => {
			heard.push(String(data));
			socket.end();
		}),
	);
	await api.run('video-publish', {
		parameters: { requestOptions: { proxy: proxy.url('http') } },
		credential: { baseUrl: 'https://wonda.invalid' },
	});
	proxy.stop();

	expect(heard.join()).toMatch(/^CONNECT wonda\.invalid:443 /);
	expect(heard.join()).not.toContain(api.sandbox.apiKey.slice(3));
});
