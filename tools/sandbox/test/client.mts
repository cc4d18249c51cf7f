import { request, type IncomingHttpHeaders } from 'node:http';
import { startSandbox, type Sandbox, type SandboxOptions } from '../index.mts';
import { ACCOUNTS } from '../seed.mts';

/** The sandbox of a file of tests, which each of them finds as it began. It can be asked while tests run. */
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
	/** The parsed body; undefined when it is no JSON. */
	json: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- answers are looked into freely
}

export interface Sending {
	/** JSON, unless it is text or bytes. */
	body?: unknown;
	headers?: Record<string, string>;
	/** Another key, or null for none. */
	key?: string | null;
	/** Lets the client go away. */
	signal?: AbortSignal;
}

/** A request on a connection of its own. Rejects when the connection breaks before the answer is whole. */
export function send(
	sandbox: Sandbox,
	method: string,
	path: string,
	{ body, headers = {}, key = sandbox.apiKey, signal }: Sending = {},
): Promise<Reply> {
	const isRaw = typeof body === 'string' || body instanceof Uint8Array;
	const payload = body === undefined || isRaw ? body : JSON.stringify(body);
	const isApi = !/^\/(sandbox\/|posts\/|$)/.test(path);
	const base = isApi ? `${sandbox.baseUrl}/` : sandbox.pageUrl;
	return new Promise((resolve, reject) => {
		const outgoing = request(new URL(path.slice(1), base), {
			method,
			signal,
			agent: false,
			headers: {
				...(key === null ? {} : { authorization: `Bearer ${key}` }),
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

/** Publishes a video on the account that may. */
export function publish(
	sandbox: Sandbox,
	mediaId: string,
	more: object = {},
	signal?: AbortSignal,
): Promise<Reply> {
	const body = { mediaId, tiktokAccountId: ACCOUNTS.studio, ...more };
	return send(sandbox, 'POST', '/publish/tiktok', { body, signal });
}

/** Publishes a carousel on the account that may. */
export function publishCarousel(
	sandbox: Sandbox,
	mediaIds: readonly string[],
	more: object = {},
): Promise<Reply> {
	const body = { mediaIds, tiktokAccountId: ACCOUNTS.studio, ...more };
	return send(sandbox, 'POST', '/publish/tiktok/carousel', { body });
}

/** Looks at a job. */
export function look(sandbox: Sandbox, outputJobId: string): Promise<Reply> {
	return send(sandbox, 'GET', `/jobs/publish/${outputJobId}`);
}

/** An ISO time so many milliseconds ahead of the real time. */
export function ahead(ms: number): string {
	return new Date(Date.now() + ms).toISOString();
}

export interface FormFile {
	field: string;
	fileName: string;
	mimeType: string;
	content: string | Uint8Array;
}

/** Uploads files as a form. */
export async function upload(sandbox: Sandbox, ...files: FormFile[]): Promise<Reply> {
	const form = new FormData();
	for (const { field, fileName, mimeType, content } of files) {
		form.append(field, new Blob([content], { type: mimeType }), fileName);
	}
	const encoded = new Response(form);
	return send(sandbox, 'POST', '/media/upload', {
		body: new Uint8Array(await encoded.arrayBuffer()),
		headers: { 'content-type': encoded.headers.get('content-type') ?? '' },
	});
}

/** The code and message of an error answer. */
export function errorOf({ status, json }: Reply): string {
	return `${status} ${json?.error?.code}: ${json?.error?.message}`;
}
