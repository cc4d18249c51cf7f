import { setTimeout as sleep } from 'node:timers/promises';
import type { Response } from 'express';
import type { World } from '../world.mts';
import type { Answer } from '../endpoints/endpoint.mts';
import { BASE_PATH, type Context, contextOf } from './context.mts';

/** How a request ends. Only an answer is checked against the OpenAPI document; the rest comes of faults. */
export type Delivery =
	| { how: 'answer'; answer: Answer }
	| { how: 'raw'; status: number; headers: Record<string, string>; text: string }
	| { how: 'cut'; answer: Answer }
	| { how: 'resetReading'; answer: Answer }
	| { how: 'reset' };

/** Real time that a client has to read the first half of an answer before the connection is reset. */
const READING_MS = 50;

/** Ends the request as told. */
export function deliver(res: Response, delivery: Delivery): void {
	switch (delivery.how) {
		case 'answer':
			return sendAnswer(res, delivery.answer);
		case 'raw':
			return sendRaw(res, delivery);
		case 'cut':
			return sendHalf(res, delivery.answer, () => res.req.socket.destroy());
		case 'resetReading':
			return sendHalf(res, delivery.answer, () => {
				void sleep(READING_MS).then(() => res.req.socket.resetAndDestroy());
			});
		case 'reset':
			res.req.socket.resetAndDestroy();
	}
}

function sendAnswer(res: Response, { status, headers = {}, body }: Answer): void {
	res.status(status).set(headers);
	if (body === undefined) res.end();
	else res.json(body);
}

/** Not through Express, which would add a content type to an empty body. */
function sendRaw(res: Response, { status, headers, text }: Extract<Delivery, { how: 'raw' }>) {
	const filled = (part: string) => fillIn(part, contextOf(res.req), res.req);
	const body = filled(text);
	res.writeHead(status, {
		...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, filled(value)])),
		'Content-Length': Buffer.byteLength(body),
	});
	res.end(body);
}

/** Promises the whole body, sends the first half of it and then breaks off. */
function sendHalf(res: Response, { status, headers = {}, body }: Answer, breakOff: () => void) {
	const text = Buffer.from(JSON.stringify(body ?? { cancelled: true }));
	res.writeHead(status === 204 ? 200 : status, {
		...headers,
		'Content-Type': 'application/json; charset=utf-8',
		'Content-Length': text.length,
	});
	res.write(text.subarray(0, Math.floor(text.length / 2)), breakOff);
}

type Fill = (context: Context, req: { params: object }) => string | undefined;

/** What a fault's answer may name without knowing it. */
const FILL: Record<string, Fill> = {
	authorization: ({ authorization }) => authorization,
	key: ({ authorization }) => authorization?.replace(/^Bearer /, ''),
	outputJobId: ({ record }, { params }) =>
		record.outputJobId ?? (params as { outputJobId?: string }).outputJobId,
	path: ({ record }) => BASE_PATH + record.path,
};

/**
 * `text` with `{{authorization}}` (the request's header), `{{key}}` (the key in it), `{{outputJobId}}` (the job that
 * was made or looked at) and `{{path}}` (the address that was asked) filled in; one that there is not becomes nothing.
 */
function fillIn(text: string, context: Context, req: { params: object }): string {
	return text.replace(/\{\{(\w+)\}\}/g, (placeholder, name: string) => {
		const fill = Object.hasOwn(FILL, name) ? FILL[name] : undefined;
		return fill === undefined ? placeholder : (fill(context, req) ?? '');
	});
}

/** Waits as long as the settings say that each answer takes, a refusal too. Throws when `signal` aborts. */
export async function takeItsTime({ settings, chance }: World, signal: AbortSignal): Promise<void> {
	const { latencyMs, latencySpreadMs, seed } = settings;
	const ms = latencyMs + (latencySpreadMs === 0 ? 0 : chance.draw(seed) * latencySpreadMs);
	if (ms > 0) await sleep(ms, undefined, { signal });
}
