import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';

/** Milliseconds between two moments of the service's own clock, so that a wrong clock here does no harm. */
function untilMs(moment: unknown, response: IN8nHttpFullResponse): number | undefined {
	const target = typeof moment === 'string' ? Date.parse(moment) : NaN;
	const sent = Date.parse(String(response.headers?.date));
	const ms = target - (Number.isNaN(sent) ? Date.now() : sent);
	return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

/**
 * How long an answer asks to wait: `Retry-After` (seconds or a date), or `deferUntil` of a safety gate (adjacent
 * endpoints, 429; where in the body it stands is not documented).
 *
 * @returns milliseconds, or undefined when the answer asks for nothing
 */
export function askedPauseMs(response: IN8nHttpFullResponse): number | undefined {
	const retryAfter = response.headers?.['retry-after'];
	if (typeof retryAfter === 'string' && /^\s*\d+\s*$/.test(retryAfter)) {
		return Number(retryAfter) * 1000;
	}

	const body = response.body as IDataObject | undefined;
	const error = body?.error as IDataObject | undefined;
	return untilMs(retryAfter, response) ?? untilMs(error?.deferUntil ?? body?.deferUntil, response);
}
