import type { IDataObject } from 'n8n-workflow';

import { Failure } from '../api/failure';
import { MAX_THROTTLED_MS } from '../api/limits';
import { asFailure } from '../api/requestFailure';
import { isTransient } from '../api/retry';
import { monotonicNow, sleep } from '../api/time';
import { describeJob } from '../execution/submission';
import { isId } from '../validation/values';
import type { Item, ItemWork } from './item';
import { failureOfJob, hasEnded, jobFacts, jobRequest, unendedJobFailure, withJob } from './job';
import { withProgress } from './progress';

/**
 * The intervals between polls: a sixth of the time waited so far, at least a second ("Jobs": start at 1-second intervals,
 * grow to at most 5 seconds).
 */
const POLL_INTERVALS = { minMs: 1000, partOfWait: 1 / 6 };

/** A poll without an answer is given up after this time; one near the end of the wait sooner, but not at once. */
const POLL_TIMEOUT = { minMs: 5000, maxMs: 30_000 };

/** After so many polls in a row that reached nobody, a job that nobody has ever confirmed is given up. */
const MAX_POLLS_NOT_SENT = 3;

/** One wait for one job. */
class Wait {
	/** Why the last poll failed. */
	private lastFailure?: Failure;

	private pollsNotSent = 0;

	private readonly startedAt = monotonicNow();

	private readonly timeoutMs: number;

	private readonly maxPollIntervalMs: number;

	private readonly deadline: number;

	/**
	 * @param job what is known of it: at least its `outputJobId`
	 * @param isKnown whether the service has ever confirmed the job: accepted it, or answered a poll
	 * @param onStatus called with the job whenever a poll has seen it
	 */
	constructor(
		private readonly item: Item,
		public job: IDataObject,
		private isKnown: boolean,
		private readonly onStatus?: (job: IDataObject) => void,
	) {
		// The defaults are those of the fields.
		const { 'waitOptions.timeout': timeout = 300, 'waitOptions.maxPollInterval': interval = 5 } =
			item.values;
		this.timeoutMs = Number(timeout) * 1000;
		this.maxPollIntervalMs = Number(interval) * 1000;
		this.deadline = this.startedAt + this.timeoutMs;
	}

	/** Polls until the job has ended, or until a poll after the deadline says that it has not. */
	async untilEnd(): Promise<IDataObject> {
		const { client, signal, values } = this.item;
		try {
			while (!hasEnded(this.job)) {
				await sleep(Math.max(0, this.intervalMs()), signal);
				// The poll may wait for the rate limiter: what counts is when it is sent.
				const sentAt = await this.poll();
				if (sentAt < this.deadline || hasEnded(this.job)) continue;
				const returnsLastStatus = values['waitOptions.onTimeout'] === 'output';
				if (returnsLastStatus && this.job.status !== undefined) return this.job;
				const { timeoutMs: waitedMs, lastFailure } = this;
				throw unendedJobFailure(this.job, { waitedMs, lastFailure }, client.sanitize);
			}
			const failure = failureOfJob(this.job, client.sanitize);
			if (failure) throw failure;
			return this.job;
		} catch (error) {
			throw withJob(asFailure(error), this.job, this.isKnown, client.sanitize);
		}
	}

	/** Milliseconds until the next poll. */
	private intervalMs(): number {
		const now = monotonicNow();
		const { minMs, partOfWait } = POLL_INTERVALS;
		const grown = Math.max(minMs, (now - this.startedAt) * partOfWait);
		const interval = Math.min(grown, this.maxPollIntervalMs);
		const asked = this.lastFailure?.facts.retryAfterMs ?? 0;
		return Math.min(Math.max(interval, asked), this.deadline - now);
	}

	/** Polls once. Returns when the poll was sent, by `monotonicNow`; 0 if it was not. */
	private async poll(): Promise<number> {
		const { outputJobId } = this.job;
		const left = this.deadline - monotonicNow();
		const { minMs, maxMs } = POLL_TIMEOUT;
		const timeoutMs = Math.ceil(Math.min(maxMs, Math.max(minMs, left)));
		let sentAt = 0;
		try {
			const job = await this.item.client.sendForObject(
				{ ...jobRequest(outputJobId), timeoutMs },
				{
					owner: this.item.owner,
					maxWaitMs: Math.max(MAX_THROTTLED_MS, left),
					onSend: () => {
						sentAt = monotonicNow();
					},
				},
			);
			// An answer that names no job, or another one, must not make this one forgotten.
			this.job = { ...job, outputJobId };
			this.isKnown = true;
			this.lastFailure = undefined;
			this.pollsNotSent = 0;
			this.onStatus?.(this.job);
		} catch (error) {
			this.tolerate(asFailure(error));
		}
		return sentAt;
	}

	/** A poll that fails for a transient reason is repeated; the job itself is not affected. Throws any other failure. */
	private tolerate(failure: Failure): void {
		this.lastFailure = failure;
		this.pollsNotSent = failure.kind === 'notSent' ? this.pollsNotSent + 1 : 0;
		// A job that was confirmed cannot be unknown: the service has lost sight of it for a while.
		const isLostSight = failure.facts.httpStatus === 404 && this.isKnown;
		const reachesNobody = !this.isKnown && this.pollsNotSent >= MAX_POLLS_NOT_SENT;
		const isTolerable = (isTransient(failure) || isLostSight) && !reachesNobody;
		if (this.item.signal?.aborted || !isTolerable) throw failure;
	}
}

/**
 * Waits until a job has ended: polls after a second, then at growing intervals, and repeats polls that fail for a transient
 * reason.
 *
 * @returns the last answer of the API, with the job's ID
 * @throws Failure that carries the job's ID: it failed or was canceled, the wait took longer than its `timeout`, the execution
 * was stopped, or the service refused the poll
 */
export async function waitForJob(
	item: Item,
	job: IDataObject,
	isKnown: boolean,
	onStatus?: (job: IDataObject) => void,
): Promise<IDataObject> {
	const { sanitize } = item.client;
	if (isId(job.outputJobId)) {
		const current = new Wait(item, job, isKnown, onStatus);
		const doing = () => `waits for ${describeJob(current.job, sanitize)}`;
		return await withProgress(item, doing, current.untilEnd());
	}

	const facts = jobFacts(job, sanitize);
	throw new Failure('jobEnded', {
		message: 'Wonda gave the job an ID that cannot be looked up',
		description: `The job was accepted, so do not post again. Check the TikTok profile. Job ID: ${facts.outputJobId}`,
		...facts,
	});
}

/** Job > Wait. */
export const wait: ItemWork = async (item) => {
	const { outputJobId } = item.values as { outputJobId: string };
	return [await waitForJob(item, { outputJobId }, false)];
};
