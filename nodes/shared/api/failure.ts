import type { IDataObject } from 'n8n-workflow';

/**
 * What is known after something went wrong. It decides whether a request may be sent again:
 * - `invalid`: found before any request
 * - `refused`: the service answered that it did not do it
 * - `rateLimited`: the service asked to come back later (429), so it did not do it
 * - `notSent`: no connection was made, so nothing was asked
 * - `outcomeUnknown`: no usable answer, so the request may have been processed
 * - `aborted`: the execution was stopped before the request was sent
 * - `jobEnded`: a job ended without a post, or the wait for it timed out
 */
export type FailureKind =
	| 'invalid'
	| 'refused'
	| 'rateLimited'
	| 'notSent'
	| 'outcomeUnknown'
	| 'aborted'
	| 'jobEnded';

export interface FailureFacts {
	/** First line: what happened, in plain words. */
	message: string;
	/** The beginning of the service's own message, sanitized, which ends the first line. */
	apiMessage?: string;
	/** What to do about it, and whether anything was posted. */
	description: string;
	/** HTTP status of the answer, if there was one. */
	httpStatus?: number;
	/** How long the service asked to wait, in milliseconds from its answer. */
	retryAfterMs?: number;
	/** The job that was accepted before things went wrong. */
	outputJobId?: string;
	/** The last known status of that job. */
	status?: string;
	/** That job as the API gave it, if it ended without a post. */
	job?: IDataObject;
	/** Set only if nobody can know whether Wonda took the post, so that a workflow can tell such items from refused ones. */
	mayBeLive?: true;
}

/** What went wrong for one item, in words for the user; `nodeError` turns it into n8n's error. */
export class Failure extends Error {
	constructor(
		readonly kind: FailureKind,
		readonly facts: FailureFacts,
	) {
		super(facts.apiMessage ? `${facts.message}: ${facts.apiMessage}` : facts.message);
	}

	/** A copy with other or additional facts. */
	with(facts: Partial<FailureFacts>, kind: FailureKind = this.kind): Failure {
		return new Failure(kind, { ...this.facts, ...facts });
	}

	/** A copy with one more sentence at the end of its description. */
	advising(advice: string): Failure {
		return this.with({ description: `${this.facts.description} ${advice}`.trim() });
	}

	/** A copy whose description begins with what to do, if the outcome of the request is unknown. */
	ifOutcomeUnknown(advice: string): Failure {
		if (this.kind !== 'outcomeUnknown') return this;
		return this.with({ description: `${advice} ${this.facts.description}` });
	}

	/** A copy with all its texts redacted: the final redaction, in case a text bypassed `sanitize`. */
	redacted(redact: (text: string) => string): Failure {
		const texts = Object.entries(this.facts).filter(([, fact]) => typeof fact === 'string');
		return this.with(
			Object.fromEntries(texts.map(([name, text]) => [name, redact(text as string)])),
		);
	}
}

/** The failure of everything that comes after the execution was stopped. */
export const aborted = () =>
	new Failure('aborted', {
		message: 'The execution was stopped',
		description: 'Nothing more was sent.',
	});
