import type { IDataObject, IExecutePaginationFunctions } from 'n8n-workflow';

import { asFailure } from '../failures/connection';
import { Failure } from '../failures/failure';
import type { Quote } from '../failures/quote';
import type { Fields } from '../rules/readFields';
import { steadyNow } from '../run/clock';
import { PATIENCE_MS } from '../run/gate';
import { pause } from '../run/pause';
import { runOf } from '../run/run';
import { ID_LENGTH } from '../run/submission';
import { endingOf, ended, statusText, type Ending } from './ending';
import { forItem, type ItemRequest } from './item';
import { isId } from '../rules/values';
import { jobIn, jobPath } from './job';
import { PASSING, sendOnce } from './send';

/**
 * The intervals between looks: the API advises to look after a second, then less often. Intervals that grew faster after the
 * second look would see the ends of jobs twice as late and save hardly a look.
 */
export const LOOKS = { firstMs: 1000, secondMs: 1500, growth: 1.1 };

/** A look without an answer is given up after this time; one near the end of the wait sooner, but not at once. */
const LOOK_TIMEOUT = { longestMs: 30_000, shortestMs: 5000 };

/** Where nobody has answered so many looks in a row, nothing is known to wait for. */
const MOST_UNREACHED = 3;

/** What a wait was told to do; see `waitOptions`. */
interface WaitOptions {
	timeoutMs: number;
	longestIntervalMs: number;
	outputsLastStatus: boolean;
}

function optionsIn(fields: Fields): WaitOptions {
	const {
		'waitOptions.timeout': timeout = 300,
		'waitOptions.maxPollInterval': longest = 5,
		'waitOptions.onTimeout': onTimeout,
	} = fields;
	return {
		timeoutMs: Number(timeout) * 1000,
		longestIntervalMs: Number(longest) * 1000,
		outputsLastStatus: onTimeout === 'output',
	};
}

/** The job that is waited for. */
interface AwaitedJob {
	/** What is known of it: at least its `outputJobId`. */
	job: IDataObject;
	/** Whether this run's own post made it, so that the service cannot but know it. */
	wasAccepted: boolean;
	/** Is told the job whenever a look has seen it. */
	onSeen?: (job: IDataObject) => void;
}

/** One wait for one job. */
class Wait {
	/** The job as it was last seen. */
	private seen: IDataObject;

	private intervalMs = LOOKS.firstMs;

	/** Whether the service has ever told of this job: accepted it, or answered a look. */
	private isKnown: boolean;

	/** Why the last look told nothing. */
	private lastFault?: Failure;

	private unreached = 0;

	private readonly deadline: number;

	private readonly quote: Quote;

	constructor(
		private readonly loop: IExecutePaginationFunctions,
		private readonly request: ItemRequest,
		private readonly terms: AwaitedJob & { options: WaitOptions; quote: Quote },
	) {
		this.seen = terms.job;
		this.isKnown = terms.wasAccepted;
		this.quote = terms.quote;
		this.deadline = steadyNow() + terms.options.timeoutMs;
	}

	/** Looks until the job has ended, or until a look after the deadline has told that it has not. */
	async forEnd(): Promise<IDataObject> {
		try {
			for (;;) {
				const ending = this.ending();
				if (ending) return ending(this.seen, this.quote);

				await pause(Math.min(this.intervalMs, this.deadline - steadyNow()), this.signal);
				this.growInterval();
				// The look itself may wait for its turn: what counts is when it is sent.
				const sentAt = await this.look();
				if (sentAt >= this.deadline && !this.ending()) return this.timeOut();
			}
		} catch (error) {
			throw withJob(asFailure(error), this.seen, this.isKnown, this.quote);
		}
	}

	private get signal(): AbortSignal | undefined {
		return this.loop.getExecutionCancelSignal();
	}

	private ending(): Ending | undefined {
		return endingOf(this.seen.status);
	}

	private growInterval(): void {
		const { longestIntervalMs } = this.terms.options;
		const grown = Math.max(LOOKS.secondMs, this.intervalMs * LOOKS.growth);
		this.intervalMs = Math.min(grown, longestIntervalMs);
	}

	/** Looks once. Out: when the look left, in milliseconds since the epoch. */
	private async look(): Promise<number> {
		let sentAt = 0;
		try {
			const patienceMs = Math.max(PATIENCE_MS, this.deadline - steadyNow());
			const [answer] = await sendOnce(
				this.loop,
				async (attempt) => {
					sentAt = steadyNow();
					return await attempt(this.lookRequest(sentAt));
				},
				{ lane: 'look', patienceMs },
			);
			this.seen = jobIn(answer?.json, this.terms.job);
			this.isKnown = true;
			this.lastFault = undefined;
			this.unreached = 0;
			this.terms.onSeen?.(this.seen);
		} catch (error) {
			this.bear(asFailure(error));
		}
		return sentAt;
	}

	private lookRequest(now: number): ItemRequest {
		const { options, ...request } = this.request;
		const { longestMs, shortestMs } = LOOK_TIMEOUT;
		const timeout = Math.min(longestMs, Math.max(shortestMs, this.deadline - now));
		const url = jobPath(String(this.terms.job.outputJobId));
		return { ...request, options: { ...options, method: 'GET', url, body: undefined, timeout } };
	}

	/** A look that fails for a passing reason is made again; the job itself is not touched by what happens to a look. */
	private bear(fault: Failure): void {
		this.lastFault = fault;
		this.unreached = fault.kind === 'unreached' ? this.unreached + 1 : 0;
		// A job that was seen or accepted cannot be unknown: the service has lost sight of it for a while.
		const lostSight = fault.facts.httpStatus === 404 && this.isKnown;
		const passes = PASSING.has(fault.kind) || lostSight;
		const isNowhere = !this.isKnown && this.unreached >= MOST_UNREACHED;
		if (this.signal?.aborted || !passes || isNowhere) throw fault;
		this.intervalMs = Math.max(this.intervalMs, fault.facts.retryAfterMs ?? 0);
	}

	/** What comes of a job that has not ended in time. */
	private timeOut(): IDataObject {
		const { timeoutMs, outputsLastStatus } = this.terms.options;
		if (outputsLastStatus && this.seen.status !== undefined) return this.seen;

		const fault = this.lastFault && `The last look failed: ${this.lastFault.message}.`;
		throw ended(this.seen, this.quote, {
			message: `The job had not ended after ${timeoutMs / 1000} seconds; its status was ${statusText(this.seen, this.quote)}`,
			description: [
				fault,
				'The post may still go live: do not post it again. Look at the job with Job > Get or Job > Wait, or raise Timeout.',
			]
				.filter(Boolean)
				.join(' '),
		});
	}
}

/** The failure of a look, or of a pause, as that of a wait for a job that goes on without us. */
function withJob(failure: Failure, job: IDataObject, isKnown: boolean, quote: Quote): Failure {
	if (failure.facts.outputJobId !== undefined) return failure;

	const outputJobId = quote(job.outputJobId, ID_LENGTH);
	return failure
		.advising(
			isKnown
				? `The job was accepted, so do not post again; its last status was ${statusText(job, quote)}. Job ID: ${outputJobId}`
				: `Job ID: ${outputJobId}`,
		)
		.with({
			outputJobId,
			status: job.status === undefined ? undefined : quote(job.status, ID_LENGTH),
		});
}

/**
 * Waits until a job has ended: looks after 1 s, then at growing intervals, and rides out faults that pass (rules 3 and 4).
 *
 * @returns the last answer of the API, with the job's ID
 * @throws Failure that carries the job's ID: it failed or was canceled, the wait took longer than the option
 * `timeout`, the execution was stopped, or the service refused the look
 */
export async function waitForJob(
	loop: IExecutePaginationFunctions,
	request: ItemRequest,
	fields: Fields,
	awaited: AwaitedJob,
): Promise<IDataObject> {
	const { quote } = await runOf(loop).deskFor(loop);
	const { job, wasAccepted } = awaited;
	if (!isId(job.outputJobId)) {
		throw withJob(
			new Failure('ended', {
				message: 'Wonda gave the job an ID that cannot be looked up',
				description: 'Look at the TikTok profile.',
			}),
			job,
			wasAccepted,
			quote,
		);
	}
	return await new Wait(loop, request, {
		...awaited,
		options: optionsIn(fields),
		quote,
	}).forEnd();
}

/** `pagination` hook of Job > Wait. */
export const waitForItem = forItem(async function (request, fields) {
	const { outputJobId } = fields as { outputJobId: string };
	return [
		{ json: await waitForJob(this, request, fields, { job: { outputJobId }, wasAccepted: false }) },
	];
});
