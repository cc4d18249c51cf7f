import { Failure, type FailureKind } from './failure';
import { MAX_THROTTLED_MS } from './limits';
import { asFailure } from './requestFailure';
import { backoffMs, sleep } from './time';

const MAX_ATTEMPTS = 5;

/** Failures that may pass by themselves. */
const TRANSIENT = new Set<FailureKind>(['notSent', 'outcomeUnknown']);

export const isTransient = ({ kind }: Failure) => TRANSIENT.has(kind);

/**
 * Sends an idempotent request, and again after transient failures, with backoff.
 * Throws the last Failure, if it may not be retried, was the fifth, or asks to wait for longer than five minutes.
 */
export async function sendWithRetry<T>(
	attempt: () => Promise<T>,
	signal: AbortSignal | undefined,
	mayRetry: (failure: Failure) => boolean = () => true,
): Promise<T> {
	for (let attempts = 1; ; attempts++) {
		try {
			return await attempt();
		} catch (error) {
			const failure = asFailure(error);
			const { retryAfterMs = 0 } = failure.facts;
			const isFinal = attempts >= MAX_ATTEMPTS || retryAfterMs > MAX_THROTTLED_MS;
			if (!isTransient(failure) || !mayRetry(failure) || isFinal || signal?.aborted) throw failure;
			await sleep(retryAfterMs || backoffMs(attempts), signal);
		}
	}
}
