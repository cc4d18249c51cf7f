import { type TikTokPost, newTikTokPost } from './tiktok.mts';

/** The documented states of a job (API pages, "Jobs"). */
export type JobStatus =
	| 'idle'
	| 'locked'
	| 'queued'
	| 'in_progress'
	| 'scheduled'
	| 'succeeded'
	| 'failed'
	| 'canceled';

/** How a job ends. */
export type JobEnd =
	| { status: 'succeeded'; post: TikTokPost }
	| { status: 'failed'; errorMessage?: string }
	| { status: 'canceled' };

export interface Job {
	outputJobId: string;
	platform: 'tiktok' | 'instagram';
	mediaId: string;
	tiktokAccountId?: string;
	caption?: string;
	/** When a scheduled job is due, as the API shows it. */
	scheduledFor?: string;
	/** When it starts, on the steady clock; at once unless it is scheduled. */
	startsAt: number;
	/** The states it passes, and how many milliseconds each lasts. */
	steps: { status: JobStatus; ms: number }[];
	end: JobEnd;
	/** Ended from outside, by a cancellation, a fault or a test, whatever its steps say. */
	endedEarly?: boolean;
}

/** The state of `job` at `steadyNow` (ms on the steady clock). It is computed, so no timer has to fire. */
export function statusAt(job: Job, steadyNow: number): JobStatus {
	if (job.endedEarly) return job.end.status;
	if (job.scheduledFor !== undefined && steadyNow < job.startsAt) return 'scheduled';
	let until = job.startsAt;
	for (const step of job.steps) {
		until += step.ms;
		if (steadyNow < until) return step.status;
	}
	return job.end.status;
}

/** Ends `job` here and now. */
export function endEarly(job: Job, end: JobEnd): void {
	job.end = end;
	job.endedEarly = true;
}

/** The job as `GET /jobs/publish/{outputJobId}` shows it; all but status and errorMessage is the sandbox's guess. */
export function showJob(job: Job, steadyNow: number): Record<string, unknown> {
	const status = statusAt(job, steadyNow);
	const shown: Record<string, unknown> = { outputJobId: job.outputJobId, status };
	if (job.scheduledFor !== undefined) shown.scheduledFor = job.scheduledFor;
	if (status === job.end.status) {
		if (job.end.status === 'succeeded') Object.assign(shown, job.end.post);
		if (job.end.status === 'failed' && job.end.errorMessage !== undefined) {
			shown.errorMessage = job.end.errorMessage;
		}
	}
	return shown;
}

/** The ways in which a job ends. */
export const ENDS = ['succeeded', 'failed', 'canceled'] as const;

export type EndStatus = (typeof ENDS)[number];

export function isEnd(status: unknown): status is EndStatus {
	return (ENDS as readonly unknown[]).includes(status);
}

/** What jobs are ended among: all there are, the time, and who posts. */
interface Jobs {
	readonly jobs: ReadonlyMap<string, Job>;
	readonly clock: { steady(): number };
	readonly accounts: ReadonlyMap<string, { readonly username: string }>;
}

/** The end of `job` in that way; one that was to succeed keeps the post that it was to become. */
export function endingOf(
	{ accounts }: Pick<Jobs, 'accounts'>,
	{ end, tiktokAccountId = '' }: Job,
	status: EndStatus,
	errorMessage?: string,
): JobEnd {
	switch (status) {
		case 'succeeded':
			if (end.status === 'succeeded') return end;
			return { status, post: newTikTokPost(accounts.get(tiktokAccountId)?.username ?? 'unknown') };
		case 'failed':
			return { status, ...(errorMessage === undefined ? {} : { errorMessage }) };
		case 'canceled':
			return { status };
	}
}

/**
 * Ends a job here and now, scheduled or running. Throws an Error when there is no such job, or it has ended already.
 * @param errorMessage the reason of one that failed; without it there is none.
 */
export function endJob(
	{ jobs, clock, accounts }: Jobs,
	outputJobId: string,
	status: EndStatus,
	errorMessage?: string,
): Job {
	const job = jobs.get(outputJobId.toLowerCase());
	if (!job) throw new Error(`There is no job ${outputJobId}`);
	const present = statusAt(job, clock.steady());
	if (isEnd(present)) throw new Error(`The job ${outputJobId} has ended already: it is ${present}`);
	endEarly(job, endingOf({ accounts }, job, status, errorMessage));
	return job;
}
