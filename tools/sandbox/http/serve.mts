import { setTimeout as sleep } from 'node:timers/promises';
import type { Request, RequestHandler } from 'express';
import type { Call, Endpoint } from '../endpoints/endpoint.mts';
import { ApiError } from '../errors.mts';
import { afterTaking, beforeTaking } from '../faults/effects.mts';
import type { FaultSubject } from '../faults/queue.mts';
import { kindOfRequest } from '../limiter.mts';
import { contextOf, strike, subjectOf, type Context } from './context.mts';
import { uploadedFiles } from './countingStorage.mts';
import { deliver, type Delivery, takeItsTime } from './delivery.mts';
import { echoing } from './errors.mts';

/** The handler of a request that satisfies the OpenAPI document: the endpoint, with the faults before and after it. */
export function serve(endpoint: Endpoint): RequestHandler {
	return async (req, res) => {
		const context = contextOf(req);
		const call = callOf(context, req);
		const { world } = context;
		const { signal } = world; // the present one; a reset replaces it and so drops the requests that wait
		context.reserved.push(
			...world.faults.reserve(contentOf(context, call), true, context.reserved),
		);
		try {
			await slowDown(context, 'before', signal);
			const delivery = take(context, call, endpoint);
			await slowDown(context, 'after', signal);
			await takeItsTime(world, signal);
			deliver(res, delivery);
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

/** What faults are matched against, now that the body has been read. */
function contentOf(context: Context, { world, params, body, files }: Call): FaultSubject {
	const job = world.jobs.get(params.outputJobId ?? '');
	const mediaIds = [body.mediaId, body.mediaIds, job?.mediaId]
		.flat()
		.filter((id) => typeof id === 'string');
	const posted = mediaIds.flatMap((id) => world.media.get(id)?.fileName ?? []);
	return {
		...subjectOf(context),
		mediaIds,
		fileNames: [...files.map(({ fileName }) => fileName), ...posted],
		...(params.outputJobId === undefined ? {} : { outputJobId: params.outputJobId }),
	};
}

/** Waits as long as the slow faults say that were reserved for this moment. */
async function slowDown(context: Context, when: 'before' | 'after', signal: AbortSignal) {
	for (const fault of context.reserved) {
		if (fault.spec.kind !== 'slow' || (fault.spec.when ?? 'before') !== when) continue;
		strike(context, fault);
		await sleep(fault.spec.delayMs, undefined, { signal });
	}
}

/** Takes the request, unless a fault or a refusal is in the way; says how it ends. */
function take(context: Context, call: Call, endpoint: Endpoint): Delivery {
	const fault = context.reserved.find(({ spec }) => spec.kind !== 'slow');
	try {
		context.world.limiter.take(kindOfRequest(context.record));
		const before = fault && beforeTaking(fault.spec, call);
		if (fault && before) {
			strike(context, fault);
			return before;
		}
		const answer = endpoint(call);
		const after = fault && afterTaking(fault.spec, answer);
		if (!fault || !after) return { how: 'answer', answer };
		strike(context, fault);
		return after;
	} catch (error) {
		if (!(error instanceof ApiError)) throw error;
		const { status, body, headers } = echoing(error, context);
		return { how: 'answer', answer: { status, body, headers } };
	}
}
