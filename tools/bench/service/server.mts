// Run in a process of its own, so that it takes neither time nor memory from the engine that is measured. Prints its address.
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';

import { MP4_BEGINNING } from '../../sandbox/fileHost.mts';
import { DIALECTS } from '../contenders/index.mts';
import { type AcceptedPost, Scenario, type ScenarioSettings, type TooMany } from './scenario.mts';

interface Answer {
	readonly status: number;
	readonly body: object;
	readonly retryAfterSeconds?: number;
}

/** More than any post has. */
const KEPT_BYTES = 64 * 1024;

/** A video of so many megabytes, with or without its length. Its name has the form of an item's key. */
const FILE = /^\/files\/(whole|chunked)\/links-(\d+)\.mp4$/;
const MEGABYTE = Buffer.alloc(1024 * 1024);

const NOT_FOUND: Answer = { status: 404, body: { message: 'Not found' } };
const ok = (body: object): Answer => ({ status: 200, body });

const scenarios = new Map<string, Scenario>();
const jobs = new Map<string, { readonly scenario: Scenario; readonly post: AcceptedPost }>();
let largestUpload = 0;

/**
 * One service that speaks every dialect, each below a path of its own, with the same posts and jobs behind them.
 * `PUT /scenarios/<id>` opens a scenario for the items whose keys begin with its ID, `GET /scenarios/<id>` reports on it.
 * `GET /uploads` tells the bytes of the largest upload since it was last asked. `GET /files/…` is a video (`FILE`).
 */
async function answer(request: IncomingMessage): Promise<Answer> {
	const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://service');
	const [, first = '', ...rest] = pathname.split('/');
	const method = request.method ?? 'GET';
	const { body, bytes } = await readBody(request);
	if (first === 'uploads') return takeLargestUpload();
	if (first === 'scenarios') return controlScenario(rest[0] ?? '', method, body);

	const dialect = DIALECTS[first];
	const intent = dialect?.parse({ method, path: `/${rest.join('/')}`, query, body });
	if (!dialect || !intent) return NOT_FOUND;
	if ('upload' in intent) {
		largestUpload = Math.max(largestUpload, bytes);
		return ok(dialect.uploaded(randomUUID()));
	}
	const outcome = 'post' in intent ? accept(intent.post) : poll(intent.poll);
	if (outcome === undefined) return NOT_FOUND;
	if (typeof outcome === 'string') return ok(dialect.accepted(outcome));
	if ('retryAfterMs' in outcome) {
		const retryAfterSeconds = Math.ceil(outcome.retryAfterMs / 1000);
		return { status: 429, body: dialect.tooMany(), retryAfterSeconds };
	}
	return ok(dialect.job(outcome.id, outcome.hasEnded));
}

function takeLargestUpload(): Answer {
	const body = { largestUpload };
	largestUpload = 0;
	return ok(body);
}

function controlScenario(id: string, method: string, body: string): Answer {
	if (method === 'PUT') scenarios.set(id, new Scenario(JSON.parse(body) as ScenarioSettings));
	const scenario = scenarios.get(id);
	return scenario ? ok(scenario.report) : NOT_FOUND;
}

/** The ID of the new job. */
function accept(key: string): string | TooMany | undefined {
	const scenario = scenarios.get(key.slice(0, key.lastIndexOf('-')));
	if (!scenario) return undefined;
	const post = scenario.accept(key);
	if ('retryAfterMs' in post) return post;
	const id = randomUUID();
	jobs.set(id, { scenario, post });
	return id;
}

function poll(id: string): { id: string; hasEnded: boolean } | TooMany | undefined {
	const job = jobs.get(id);
	if (!job) return undefined;
	const hasEnded = job.scenario.poll(job.post);
	return typeof hasEnded === 'object' ? hasEnded : { id, hasEnded };
}

/** Reads a body to its end and keeps its beginning. */
async function readBody(request: IncomingMessage): Promise<{ body: string; bytes: number }> {
	const kept: Buffer[] = [];
	let bytes = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		if (bytes < KEPT_BYTES) kept.push(chunk);
		bytes += chunk.length;
	}
	return { body: Buffer.concat(kept).toString(), bytes };
}

async function sendFile(response: ServerResponse, isChunked: boolean, megabytes: number) {
	response.writeHead(200, {
		'content-type': 'video/mp4',
		...(isChunked ? {} : { 'content-length': megabytes * MEGABYTE.length }),
	});
	const content = function* () {
		const first = Buffer.from(MEGABYTE);
		MP4_BEGINNING.copy(first);
		yield first;
		for (let left = megabytes - 1; left > 0; left -= 1) yield MEGABYTE;
	};
	await pipeline(content, response);
}

function send(response: ServerResponse, { status, body, retryAfterSeconds }: Answer): void {
	const content = JSON.stringify(body);
	response.writeHead(status, {
		'content-type': 'application/json',
		'content-length': Buffer.byteLength(content),
		...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
	});
	response.end(content);
}

const server = createServer((request, response) => {
	const [, how, megabytes] = FILE.exec(request.url ?? '') ?? [];
	if (how !== undefined) {
		sendFile(response, how === 'chunked', Number(megabytes)).catch(() => {
			response.destroy();
		});
		return;
	}
	answer(request)
		.catch((error: unknown): Answer => ({ status: 400, body: { message: String(error) } }))
		.then((given) => {
			send(response, given);
		})
		.catch(console.error);
});
server.listen(0, '127.0.0.1', () => {
	console.log(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}`);
});
