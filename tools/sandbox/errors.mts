/** The documented error codes, by HTTP status (API pages, "Errors"). */
export type ErrorCode =
	| 'validation_error'
	| 'bad_request'
	| 'unauthorized'
	| 'payment_required'
	| 'insufficient_credits'
	| 'forbidden'
	| 'feature_disabled'
	| 'not_found'
	| 'conflict'
	| 'gone'
	| 'rate_limit_exceeded'
	| 'throttled'
	| 'internal_server_error';

export interface ErrorBody {
	error: { message: string; code: string; deferUntil?: string };
}

/** A refusal that the API documents; thrown by the endpoints and answered as `{ error: { message, code } }`. */
export class ApiError extends Error {
	constructor(
		readonly status: number,
		readonly code: ErrorCode,
		message: string,
		readonly headers: Record<string, string> = {},
		readonly deferUntil?: string,
	) {
		super(message);
	}

	/** The same refusal with `more` after its message. */
	saying(more: string): ApiError {
		const { status, code, message, headers, deferUntil } = this;
		return new ApiError(status, code, message + more, headers, deferUntil);
	}

	/** The documented body, with `deferUntil` where a safety gate names a time. */
	get body(): ErrorBody {
		const { message, code, deferUntil } = this;
		return { error: { message, code, ...(deferUntil === undefined ? {} : { deferUntil }) } };
	}
}
