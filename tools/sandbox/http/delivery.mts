import { setTimeout as sleep } from 'node:timers/promises';
import type { Response } from 'express';
import type { Answer } from '../endpoints/endpoint.mts';
import { BASE_PATH } from '../openapi.mts';
import type { World } from '../world.mts';
import { type Context, contextOf } from './context.mts';

/** Ends a request, in one of the ways below. */
export type Delivery = (res: Response) => void | Promise<void>;

/** An answer as the API gives it. It is checked against the OpenAPI document. */
export function sendAnswer({ status, headers = {}, body }: Answer): Delivery {
	return (res) => {
		res.status(status).set(headers);
		if (body === undefined) res.end();
		else res.json(body);
	};
}

/** An answer of a fault, with its placeholders filled in. Express would add a content type to an empty body. */
export function raw(status: number, headers: Record<string, string>, text: string): Delivery {
	return (res) => {
		const body = fillIn(text, res);
		const filled = Object.entries(headers).map(([name, value]) => [name, fillIn(value, res)]);
		const length = Buffer.byteLength(body);
		res.writeHead(status, { ...Object.fromEntries(filled), 'Content-Length': length });
		res.end(body);
	};
}

/** A reset without an answer. */
export const reset: Delivery = (res) => {
	res.req.socket.resetAndDestroy();
};

/** Promises the whole answer, sends half of it, and closes the connection. */
export function cut(answer: Answer): Delivery {
	return (res) => {
		const bytes = beginAnswer(res, answer);
		res.write(firstHalf(bytes), () => res.req.socket.destroy());
	};
}

/** How long a client has to read the first half of an answer before the reset. */
const READING_MS = 50;

/** The same, but the connection is reset while the client reads. */
export function resetReading(answer: Answer): Delivery {
	return (res) => {
		const bytes = beginAnswer(res, answer);
		res.write(firstHalf(bytes), () => {
			void sleep(READING_MS).then(() => res.req.socket.resetAndDestroy());
		});
	};
}

/** Sends the headers at once, then a byte every `everyMs` milliseconds until the answer is whole or the client gone. */
export function trickle(answer: Answer, everyMs: number): Delivery {
	return async (res) => {
		const { signal } = contextOf(res).world;
		const bytes = beginAnswer(res, answer);
		res.flushHeaders();
		for (const byte of bytes) {
			await sleep(everyMs, undefined, { signal });
			if (res.destroyed) return;
			res.write(Buffer.of(byte));
		}
		res.end();
	};
}

/** Writes the headers of a whole answer, and returns its body. */
function beginAnswer(res: Response, { status, headers = {}, body }: Answer): Buffer {
	const bytes = Buffer.from(JSON.stringify(body ?? { canceled: true }));
	res.writeHead(status === 204 ? 200 : status, {
		...headers,
		'Content-Type': 'application/json; charset=utf-8',
		'Content-Length': bytes.length,
	});
	return bytes;
}

const firstHalf = (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length / 2));

/** The placeholders of a fault's answer. */
const PLACEHOLDERS: Record<string, (context: Context, res: Response) => string | undefined> = {
	authorization: ({ authorization }) => authorization,
	key: ({ authorization }) => authorization?.replace(/^Bearer /, ''),
	outputJobId: ({ record }, { req }) => record.outputJobId ?? String(req.params.outputJobId ?? ''),
	path: ({ record }) => BASE_PATH + record.path,
};

/**
 * Replaces `{{authorization}}` (the request's header), `{{key}}` (the key in it), `{{outputJobId}}` (the job that was
 * created or asked for) and `{{path}}` (the requested address) in `text`.
 */
function fillIn(text: string, res: Response): string {
	return text.replace(/\{\{(\w+)\}\}/g, (placeholder, name: string) => {
		if (!Object.hasOwn(PLACEHOLDERS, name)) return placeholder;
		return PLACEHOLDERS[name]?.(contextOf(res), res) ?? '';
	});
}

/** Waits for the latency of the settings. Throws when `signal` aborts. */
export async function simulateLatency(world: World, signal: AbortSignal): Promise<void> {
	const { latencyMs, latencySpreadMs, seed } = world.settings;
	const spreadMs = latencySpreadMs === 0 ? 0 : world.chance.draw(seed) * latencySpreadMs;
	if (latencyMs + spreadMs > 0) await sleep(latencyMs + spreadMs, undefined, { signal });
}
