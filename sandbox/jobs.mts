import type { TikTokPost } from './tiktok.mts';

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
	/** Ended from outside, by a cancellation or a fault, whatever its steps say. */
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
