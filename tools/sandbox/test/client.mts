import { type IncomingHttpHeaders, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Sandbox, type SandboxOptions, startSandbox } from '../index.mts';
import { ACCOUNTS } from '../seed.mts';

/** A sandbox for all tests of a file, reset after each of them. */
export function sandboxOfFile(options: Partial<SandboxOptions> = {}): Sandbox {
	let running: Sandbox;
	beforeAll(async () => {
		running = await startSandbox(options);
	});
	afterEach(() => running.reset());
	afterAll(() => running.stop());
	return new Proxy({} as Sandbox, { get: (_, name) => Reflect.get(running, name) as unknown });
}

export interface Reply {
	status: number;
	headers: IncomingHttpHeaders;
	text: string;
	/** The parsed body; undefined when it is not JSON. */
	json: ReturnType<typeof JSON.parse>;
}

interface Sending {
	/** Sent as JSON, unless it is text or bytes. */
	body?: unknown;
	headers?: Record<string, string>;
	/** The sandbox's first key by default. */
	key?: string;
}

/** Sends a request on a connection of its own. Rejects when the connection breaks before the answer is complete. */
export function send(
	sandbox: Sandbox,
	method: string,
	path: string,
	{ body, headers = {}, key = sandbox.apiKey }: Sending = {},
): Promise<Reply> {
	const isRaw = typeof body === 'string' || body instanceof Uint8Array;
	const payload = body === undefined || isRaw ? body : JSON.stringify(body);
	const base = path.startsWith('/sandbox/') || path === '/' ? sandbox.pageUrl : sandbox.baseUrl;
	return new Promise((resolve, reject) => {
		const outgoing = request(base.replace(/\/$/, '') + path, {
			method,
			agent: false,
			headers: {
				authorization: `Bearer ${key}`,
				...(payload === undefined ? {} : { 'content-type': 'application/json' }),
				...headers,
			},
		});
		outgoing.on('error', reject);
		outgoing.on('response', (incoming) => {
			const chunks: Buffer[] = [];
			incoming.on('error', reject);
			incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
			incoming.on('end', () => {
				const text = Buffer.concat(chunks).toString();
				const { statusCode = 0, headers: received } = incoming;
				resolve({ status: statusCode, headers: received, text, json: parse(text) });
			});
		});
		outgoing.end(payload);
	});
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** Publishes a video. */
export function publish(sandbox: Sandbox, mediaId: string, more: object = {}): Promise<Reply> {
	const body = { mediaId, tiktokAccountId: ACCOUNTS.studio, ...more };
	return send(sandbox, 'POST', '/publish/tiktok', { body });
}

/** Uploads files as a form, each as `[field, file name, MIME type, content]`. */
export async function upload(sandbox: Sandbox, ...files: [string, string, string, string][]) {
	const form = new FormData();
	for (const [field, fileName, type, content] of files) {
		form.append(field, new Blob([content], { type }), fileName);
	}
	const encoded = new Response(form);
	return await send(sandbox, 'POST', '/media/upload', {
		body: new Uint8Array(await encoded.arrayBuffer()),
		headers: { 'content-type': encoded.headers.get('content-type') ?? '' },
	});
}

/** Status, code and message of an error answer. */
export function errorOf({ status, json }: Reply): string {
	return `${status} ${json?.error?.code}: ${json?.error?.message}`;
}

/** An ISO time `ms` milliseconds ahead. */
export function ahead(ms: number): string {
	return new Date(Date.now() + ms).toISOString();
}

/** Waits until something holds. The test's own timeout ends a wait for what never comes. */
export async function until(holds: () => boolean): Promise<void> {
	while (!holds()) await sleep(2);
}
