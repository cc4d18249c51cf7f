/** The documented error codes (API pages, "Errors"). */
export type ErrorCode =
	| 'validation_error'
	| 'bad_request'
	| 'unauthorized'
	| 'payment_required'
	| 'insufficient_credits'
	| 'forbidden'
	| 'feature_disabled'
	| 'paid_plan_required'
	| 'not_found'
	| 'conflict'
	| 'gone'
	| 'rate_limit_exceeded'
	| 'throttled'
	| 'internal_server_error';

/** A refusal that the API documents. It is answered as `{ error: { message, code } }`. */
export class ApiError extends Error {
	/**
	 * @param headers sent with the answer
	 * @param deferUntil an ISO time, stated beside the message by a safety gate
	 */
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
	withMore(more: string): ApiError {
		const { status, code, message, headers, deferUntil } = this;
		return new ApiError(status, code, message + more, headers, deferUntil);
	}

	get body() {
		const { message, code, deferUntil } = this;
		return { error: { message, code, ...(deferUntil === undefined ? {} : { deferUntil }) } };
	}
}
