import type { Execution } from '../../../nodes/shared/api/adaptiveLimit';
import { Failure, type FailureFacts, type FailureKind } from '../../../nodes/shared/api/failure';
import type { Priority } from '../../../nodes/shared/api/priorityQueue';
import { RateLimiter, type AcquireOptions } from '../../../nodes/shared/api/rateLimiter';
import { monotonicNow, sleep } from '../../../nodes/shared/api/time';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;

export const failure = (kind: FailureKind, facts: Partial<FailureFacts> = {}) =>
	new Failure(kind, { message: kind, description: '', ...facts });

/** A 429 that asks to wait for so many milliseconds, or names no time. */
export const refusal = (retryAfterMs?: number) =>
	failure('rateLimited', { httpStatus: 429, retryAfterMs });

export const newExecution = (): Execution => ({ startedAt: monotonicNow() });

export interface SentRequest {
	name: string;
	priority: Priority;
	/** Milliseconds since the service began. */
	at: number;
}

/** Fails the request that it is asked for; lets it pass with nothing. */
export type Answer = (request: SentRequest) => Failure | undefined;

/** A service that answers each request after a time, behind a rate limiter. */
export class Service {
	readonly sent: SentRequest[] = [];

	/** The most requests of a priority that were in flight at once, and the most of all. */
	readonly most = { post: 0, upload: 0, poll: 0, all: 0 };

	private readonly inFlight = { post: 0, upload: 0, poll: 0, all: 0 };

	private readonly beganAt = monotonicNow();

	private readonly rateLimiter = new RateLimiter();

	latencyOf: (request: SentRequest) => number;

	constructor(
		latencyMs: number,
		public answer: Answer = () => undefined,
	) {
		this.latencyOf = () => latencyMs;
	}

	/** Sends requests of one priority; their names are the priority and a number, or a name and a number. */
	send(
		priority: Priority,
		count: number,
		options: Partial<AcquireOptions> & { name?: string; owner: Execution },
	): Promise<string>[] {
		const { name = priority } = options;
		return Array.from(
			{ length: count },
			async (_, index) =>
				await this.rateLimiter.run(async () => await this.take(priority, `${name} ${index}`), {
					...options,
					priority,
				}),
		);
	}

	names(): string[] {
		return this.sent.map(({ name }) => name);
	}

	/** When the requests whose names begin with a text were sent. */
	times(name = ''): number[] {
		return this.sent.filter((one) => one.name.startsWith(name)).map(({ at }) => at);
	}

	private async take(priority: Priority, name: string): Promise<string> {
		const request = { name, priority, at: Math.round(monotonicNow() - this.beganAt) };
		this.sent.push(request);
		for (const kind of [priority, 'all'] as const) {
			this.inFlight[kind]++;
			this.most[kind] = Math.max(this.most[kind], this.inFlight[kind]);
		}
		const failed = this.answer(request);
		await sleep(this.latencyOf(request));
		for (const kind of [priority, 'all'] as const) this.inFlight[kind]--;
		if (failed) throw failed;
		return name;
	}
}

/** Refuses the first requests that match. */
export function refusing(
	count: number,
	by: Failure,
	matches: (request: SentRequest) => boolean = () => true,
): Answer {
	let left = count;
	return (request) => (matches(request) && left-- > 0 ? by : undefined);
}
