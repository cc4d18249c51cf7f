import { setTimeout as sleep } from 'node:timers/promises';
import type { Request, RequestHandler } from 'express';
import type { Call, Endpoint } from '../endpoints/endpoint.mts';
import { ApiError } from '../errors.mts';
import { afterAccepting, beforeAccepting } from '../faults/effects.mts';
import type { Fault } from '../faults/fault.mts';
import type { FaultSubject } from '../faults/queue.mts';
import { type Context, contextOf } from './context.mts';
import { uploadedFiles } from './countingStorage.mts';
import { type Delivery, sendAnswer, simulateLatency } from './delivery.mts';
import { withEcho } from './problems.mts';

/** The handler of a request that satisfies the OpenAPI document: the endpoint, with the faults before and after it. */
export function serve(endpoint: Endpoint): RequestHandler {
	return async (req, res) => {
		const context = contextOf(res);
		const { world } = context;
		const { signal } = world; // a reset replaces it, and so drops the waiting requests
		const call = callOf(context, req);
		const faults = world.faults.reserve(subjectOf(call), 'content');
		const fault = faults.find(({ spec }) => spec.kind !== 'slow');
		try {
			await slowDown(faults, 'before', context, signal);
			const delivery = accept(context, call, endpoint, fault);
			await slowDown(faults, 'after', context, signal);
			await simulateLatency(world, signal);
			await delivery(res);
		} catch (error) {
			if (!signal.aborted) throw error;
			req.socket.destroy();
		}
	};
}

function callOf({ world, record }: Context, req: Request): Call {
	const files = uploadedFiles(req);
	if (files.length > 0) record.body = { files };
	return {
		world,
		request: record,
		params: req.params as Record<string, string>,
		query: req.query,
		body: (record.body ?? {}) as Record<string, unknown>,
		files,
	};
}

function subjectOf({ world, request, params, body, files }: Call): FaultSubject {
	const { method, path } = request;
	const { outputJobId } = params;
	const job = world.jobs.get(outputJobId ?? '');
	const mediaIds = [body.mediaId, body.mediaIds, job?.mediaId]
		.flat()
		.filter((id) => typeof id === 'string');
	const posted = mediaIds.flatMap((id) => world.library.get(id)?.fileName ?? []);
	const fileNames = [...files.map(({ fileName }) => fileName), ...posted];
	return { method, path, mediaIds, fileNames, ...(outputJobId && { outputJobId }) };
}

async function slowDown(
	faults: Fault[],
	when: 'before' | 'after',
	{ world, record }: Context,
	signal: AbortSignal,
) {
	for (const fault of faults) {
		if (fault.spec.kind !== 'slow' || (fault.spec.when ?? 'before') !== when) continue;
		world.faults.strike(fault, record);
		await sleep(fault.spec.delayMs, undefined, { signal });
	}
}

/** Accepts the request unless a limit, a fault or the endpoint refuses it, and returns how it ends. */
function accept(context: Context, call: Call, endpoint: Endpoint, fault?: Fault): Delivery {
	const { world, record } = context;
	const struck = (delivery: Delivery) => {
		if (fault) world.faults.strike(fault, record);
		return delivery;
	};
	try {
		world.limiter.take(record);
		const before = fault && beforeAccepting(fault.spec, call);
		if (before) return struck(before);
		const answer = endpoint(call);
		const after = fault && afterAccepting(fault.spec, answer);
		return after ? struck(after) : sendAnswer(answer);
	} catch (error) {
		if (!(error instanceof ApiError)) throw error;
		if (fault) world.faults.release(fault);
		return sendAnswer(withEcho(error, context));
	}
}
