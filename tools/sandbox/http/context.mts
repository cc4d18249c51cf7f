import type { Request, Response } from 'express';
import { BASE_PATH } from '../openapi.mts';
import type { ApiRequest } from '../requests.mts';
import type { World } from '../world.mts';

/** What accompanies a request to the API. */
export interface Context {
	world: World;
	record: ApiRequest;
	/** The header as received; it is in no record. */
	authorization?: string;
}

/** Starts the record of a request, and ends it with the answer or the connection. */
export function openContext(world: World, req: Request, res: Response): Context {
	const { authorization, ...headers } = req.headers;
	const record = world.log.begin({
		method: req.method,
		path: (req.originalUrl.split('?')[0] ?? '').slice(BASE_PATH.length),
		query: { ...req.query },
		headers,
		keyIndex: world.apiKeys.findIndex((key) => authorization === `Bearer ${key}`),
	});
	res.on('finish', () => world.log.end(record, res.statusCode));
	res.on('close', () => world.log.end(record));
	return Object.assign(res.locals, { world, record, authorization });
}

/** The context of a request to the API. */
export function contextOf(res: Response): Context {
	return res.locals as Context;
}
