import type { Request, RequestHandler } from 'express';
import { statusAnswer } from '../faults/effects.mts';
import type { World } from '../world.mts';
import { openContext } from './context.mts';

/** The first handler of every request: records it, sets the server's time, and applies faults that strike on arrival. */
export function arrival(world: World): RequestHandler {
	return (req, res, next) => {
		res.setHeader('Date', new Date(world.clock.now()).toUTCString());
		const { record } = openContext(world, req, res);
		const [fault] = world.faults.reserve(record, 'arrival');
		if (!fault) {
			next();
			return;
		}
		world.faults.strike(fault, record);
		const { spec } = fault;
		if (spec.kind === 'status') void statusAnswer(spec)(res);
		else resetAfterBytes(req, spec.kind === 'resetDuring' ? (spec.afterBytes ?? 1) : 0);
	};
}

/** Reads `bytes` bytes of the body, or all of a shorter one, and resets the connection. */
function resetAfterBytes(req: Request, bytes: number): void {
	const reset = () => req.socket.resetAndDestroy();
	if (bytes === 0) {
		reset();
		return;
	}
	let read = 0;
	req.on('data', (chunk: Buffer) => {
		read += chunk.length;
		if (read >= bytes) reset();
	});
	req.on('end', reset);
}
