import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { World } from '../world.mts';
import { openContext, strike, subjectOf } from './context.mts';

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
