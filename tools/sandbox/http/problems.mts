import type { ErrorRequestHandler } from 'express';
import { ApiError } from '../errors.mts';
import type { ApiRequest } from '../requests.mts';
import { type Context, contextOf } from './context.mts';
import { simulateLatency } from './delivery.mts';

/** An error of the body parser or of the validator. */
interface HttpProblem {
	status?: number;
	message?: string;
	/** From the validator: which parts of the request are invalid. */
	errors?: { path: string; message: string }[];
}

/**
 * Turns a problem with a request into the documented error. What violates the OpenAPI document is noted in the request's
 * record.
 */
export const problemHandler: ErrorRequestHandler = async (problem: HttpProblem, req, res, next) => {
	if (res.headersSent || req.socket.destroyed) return;
	const context = contextOf(res);
	const { signal } = context.world;
	const { status, body } = withEcho(toApiError(problem, context.record), context);
	try {
		await simulateLatency(context.world, signal);
		res.status(status).json(body);
	} catch (broken) {
		if (signal.aborted) req.socket.destroy();
		else next(broken);
	}
};

/** The refusal as it is answered: with the request's Authorization header in it if the settings say so. */
export function withEcho(error: ApiError, { world, authorization }: Context): ApiError {
	if (!world.settings.echoAuthorization) return error;
	return error.withMore(` The request had the header Authorization: ${authorization ?? ''}`);
}

function toApiError(problem: HttpProblem, record: ApiRequest): ApiError {
	const reason = describe(problem);
	switch (problem.status) {
		case 401:
			return new ApiError(401, 'unauthorized', 'Missing or invalid API key.');
		case 404:
		case 405:
			record.violation = `no such endpoint: ${record.method} ${record.path}`;
			return new ApiError(404, 'not_found', `No endpoint ${record.method} ${record.path}.`);
		case 400:
		case 413:
		case 415:
			record.violation = reason;
			return new ApiError(400, 'validation_error', reason);
		default:
			if (/unexpected end of form|malformed part/i.test(reason)) {
				record.violation = reason;
				return new ApiError(400, 'bad_request', reason);
			}
			return new ApiError(500, 'internal_server_error', `The sandbox failed: ${reason}`);
	}
}

/** Names the invalid fields and their rules: `caption must NOT have more than 90 characters`. */
function describe({ status, errors, message = 'unknown' }: HttpProblem): string {
	if (status !== 400 || !errors || errors.length === 0) return message;
	return errors
		.map(({ path, message: rule }) => {
			const field = path.replace(/^\/(body|query|params)(\/|$)/, '').replaceAll('/', '.');
			const isUnknown = rule === 'must NOT have additional properties';
			return `${field || 'the body'} ${isUnknown ? 'is not a known field' : rule}`;
		})
		.join('; ');
}
