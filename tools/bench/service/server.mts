import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { randomUUID } from 'node:crypto';

import type { Dialect } from '../contenders/dialect.mts';
import { DIALECTS } from '../contenders/index.mts';
import { type AcceptedPost, Scene, type SceneSettings, type TooMany } from './scene.mts';

interface Answer {
	readonly status: number;
	readonly body: object;
	readonly retryAfterSeconds?: number;
}

/** More than any post has. */
const KEPT_BYTES = 64 * 1024;

const NOT_FOUND: Answer = { status: 404, body: { message: 'No such thing here' } };

/**
 * One service that speaks every dialect: the same posts and jobs behind each, so that what is compared is the same work.
 * `PUT /scenes/<id>` opens a scene for the items whose keys begin with its id, `GET /scenes/<id>` reports on it. `GET /files`
 * says how many bytes the largest file had since it was asked last.
 */
export function serviceListener(): RequestListener {
	const scenes = new Map<string, Scene>();
	const jobs = new Map<string, { readonly scene: Scene; readonly post: AcceptedPost }>();
	let largest = 0;

	async function answer(request: IncomingMessage): Promise<Answer> {
		const url = new URL(request.url ?? '/', 'http://service');
		const [, first = '', ...rest] = url.pathname.split('/');
		const method = request.method ?? 'GET';
		if (first === 'files') return tellLargest();
		const { body, bytes } = await readBody(request);
		if (first === 'scenes') return steer(rest[0] ?? '', method, body);
		const dialect: Dialect | undefined = (DIALECTS as Record<string, Dialect>)[first];
		const wish = dialect?.read({
			method,
			path: `/${rest.join('/')}`,
			query: url.searchParams,
			body,
		});
		if (!dialect || !wish) return NOT_FOUND;
		if ('file' in wish) return keep(dialect, bytes);
		return 'post' in wish ? post(dialect, wish.post) : lookAt(dialect, wish.look);
	}

	function steer(id: string, method: string, body: string): Answer {
		if (method === 'PUT') scenes.set(id, new Scene(JSON.parse(body) as SceneSettings));
		const scene = scenes.get(id);
		return scene ? { status: 200, body: scene.report } : NOT_FOUND;
	}

	function keep(dialect: Dialect, bytes: number): Answer {
		largest = Math.max(largest, bytes);
		return { status: 200, body: dialect.accepted(randomUUID()) };
	}

	function tellLargest(): Answer {
		const body = { largest };
		largest = 0;
		return { status: 200, body };
	}

	function post(dialect: Dialect, key: string): Answer {
		const scene = scenes.get(key.slice(0, key.lastIndexOf('-')));
		if (!scene) return NOT_FOUND;
		const taken = scene.take(key);
		if ('retryAfterMs' in taken) return refuse(dialect, taken);
		const jobId = randomUUID();
		jobs.set(jobId, { scene, post: taken });
		return { status: 200, body: dialect.accepted(jobId) };
	}

	function lookAt(dialect: Dialect, jobId: string): Answer {
		const job = jobs.get(jobId);
		if (!job) return NOT_FOUND;
		const ended = job.scene.look(job.post);
		if (typeof ended === 'object') return refuse(dialect, ended);
		return { status: 200, body: dialect.job(jobId, ended) };
	}

	function refuse(dialect: Dialect, { retryAfterMs }: TooMany): Answer {
		const retryAfterSeconds = Math.ceil(retryAfterMs / 1000);
		return { status: 429, body: dialect.tooMany(retryAfterSeconds), retryAfterSeconds };
	}

	return (request, response) => {
		void answer(request).then(
			(given) => {
				send(response, given);
			},
			(error: unknown) => {
				send(response, { status: 400, body: { message: String(error) } });
			},
		);
	};
}

/** Reads a body to its end and keeps its beginning, which is all of it but for files. */
async function readBody(request: IncomingMessage): Promise<{ body: string; bytes: number }> {
	const kept: Buffer[] = [];
	let bytes = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		if (bytes < KEPT_BYTES) kept.push(chunk);
		bytes += chunk.length;
	}
	return { body: Buffer.concat(kept).toString(), bytes };
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
