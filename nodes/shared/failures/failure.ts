/**
 * What is known after something went wrong. It decides whether a request may be sent again:
 * - `invalid`: found before any request
 * - `refused`: the service answered that it did not do it
 * - `limited`: the service asked to come back later (429)
 * - `unreached`: no connection was made, so nothing was asked
 * - `broken`: no usable answer, so what became of the request is not known
 * - `stopped`: the execution was stopped before the request was sent
 * - `ended`: a job ended without a post, or the wait for it did
 */
export type FailureKind =
	| 'invalid'
	| 'refused'
	| 'limited'
	| 'unreached'
	| 'broken'
	| 'stopped'
	| 'ended';

export interface FailureFacts {
	/** First line: what happened, in plain words. */
	message: string;
	/** The service's own words, short and masked, which end the first line. */
	words?: string;
	/** What to do about it, with the service's own words where there are any. */
	description: string;
	/** HTTP status of the answer, where there was one. */
	httpStatus?: number;
	/** Time that the service asked to wait, in milliseconds from the moment of its answer. */
	retryAfterMs?: number;
	/** The job that was accepted before things went wrong. */
	outputJobId?: string;
	/** The last status of that job that was seen. */
	status?: string;
	/** Only where nobody can know whether Wonda took the post; a workflow can tell such items from refused ones by it. */
	mayBeLive?: true;
}

/**
 * What went wrong for one item, in terms that a user reads; `nodeError` makes n8n's error of it. Its `message` is the whole
 * first line, with the service's own words at its end; `facts.message` is without them, so that more can be said before.
 */
export class Failure extends Error {
	constructor(
		readonly kind: FailureKind,
		readonly facts: FailureFacts,
	) {
		super(facts.words ? `${facts.message}: ${facts.words}` : facts.message);
	}

	/** The same failure, told with other or additional facts. */
	with(facts: Partial<FailureFacts>, kind: FailureKind = this.kind): Failure {
		return new Failure(kind, { ...this.facts, ...facts });
	}

	/** The same failure with all its texts as `hide` leaves them: the last net for the key, should a text have come another way. */
	without(hide: (text: string) => string): Failure {
		const facts = Object.entries(this.facts).map(([name, fact]): [string, unknown] => [
			name,
			typeof fact === 'string' ? hide(fact) : fact,
		]);
		return this.with(Object.fromEntries(facts));
	}

	/** The same failure; where what became of the request is not known, its description begins with what to do. */
	whereBroken(advice: string): Failure {
		if (this.kind !== 'broken') return this;
		return this.with({ description: `${advice} ${this.facts.description}` });
	}

	/** The same failure with one more sentence of advice at its end. */
	advising(advice: string): Failure {
		return this.with({ description: `${this.facts.description} ${advice}`.trim() });
	}
}

/** The failure of whatever comes after the execution was stopped. */
export const stopped = () =>
	new Failure('stopped', {
		message: 'The execution was stopped',
		description: 'Nothing more was sent.',
	});
