import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Fault } from '../faults/fault.mts';
import type { FaultSubject } from '../faults/queue.mts';
import type { ApiRequest } from '../requests.mts';
import type { World } from '../world.mts';

/** What accompanies a request to the API on its way. */
export interface Context {
	world: World;
	record: ApiRequest;
	/** The header as it came; it is in no record. */
	authorization?: string;
	/** The faults reserved for it that have not struck yet. */
	reserved: Fault[];
}

const contexts = new WeakMap<Request, Context>();

/** The path of the API, below which all of its endpoints are. */
export const BASE_PATH = '/api/v1';

/** The context of a request that `openContext` has seen. Throws on any other. */
export function contextOf(req: Request): Context {
	const context = contexts.get(req);
	if (!context) throw new Error('A request outside of the API has no context');
	return context;
}

/** Begins the record of a request, and ends it with the answer or the connection; gives back faults that did not strike. */
function openContext(world: World, req: Request, res: Response): Context {
	const { authorization, ...headers } = req.headers;
	const record = world.log.begin({
		method: req.method,
		path: (req.originalUrl.split('?')[0] ?? '').slice(BASE_PATH.length),
		query: { ...req.query },
		headers,
	});
	record.authorized = authorization === `Bearer ${world.apiKey}`;
	const context: Context = {
		world,
		record,
		reserved: [],
		...(authorization === undefined ? {} : { authorization }),
	};
	contexts.set(req, context);
	res.on('finish', () => world.log.end(record, res.statusCode));
	res.on('close', () => {
		world.log.end(record);
		for (const fault of context.reserved) world.faults.giveBack(fault);
	});
	return context;
}

/** What faults are matched against, as far as it is known before the body is read. */
export function subjectOf({ record }: Context): FaultSubject {
	return { requestId: record.id, method: record.method, path: record.path };
}

/** Lets a reserved fault strike: it is recorded and will not be given back. */
export function strike(context: Context, fault: Fault): void {
	context.reserved = context.reserved.filter((other) => other !== fault);
	context.record.faults.push(fault.spec.kind);
	context.world.faults.strike(fault, subjectOf(context));
}

/**
 * The first to see a request: records it, sets the server's time, and resets the connection where a fault says so that
 * has no need to know the request's content.
 */
export function arrival(world: World): RequestHandler {
	return (req: Request, res: Response, next: NextFunction) => {
		res.setHeader('Date', new Date(world.clock.now()).toUTCString());
		const context = openContext(world, req, res);
		context.reserved = world.faults.reserve(subjectOf(context), false);
		const reset = context.reserved.find(({ spec }) => spec.kind.startsWith('reset'));
		if (reset?.spec.kind === 'resetBefore') {
			strike(context, reset);
			req.socket.resetAndDestroy();
		} else if (reset?.spec.kind === 'resetDuring') {
			strike(context, reset);
			resetAfterBytes(req, reset.spec.afterBytes ?? 1);
		} else {
			next();
		}
	};
}

/** Reads `bytes` bytes of the body, or all of a shorter one, and resets the connection. */
function resetAfterBytes(req: Request, bytes: number): void {
	let read = 0;
	req.on('data', (chunk: Buffer) => {
		read += chunk.length;
		if (read >= bytes) req.socket.resetAndDestroy();
	});
	req.on('end', () => req.socket.resetAndDestroy());
}
