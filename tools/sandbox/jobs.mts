import type { TikTokPost } from './tiktok.mts';

/** The ways in which a job ends. */
export type EndStatus = 'succeeded' | 'failed' | 'canceled';

/** The documented states of a job (API pages, "Jobs"). */
export type JobStatus = 'idle' | 'locked' | 'queued' | 'in_progress' | 'scheduled' | EndStatus;

/** Why a job failed. Both fields are optional: some services give one of them, or none. */
export interface Failure {
	errorMessage?: string;
	errorCode?: string;
}

export type JobEnd = { status: EndStatus } & Failure;

export interface Job {
	outputJobId: string;
	platform: 'tiktok' | 'instagram';
	mediaId: string;
	tiktokAccountId?: string;
	caption?: string;
	/** When a scheduled job is due, as the API shows it. */
	scheduledFor?: string;
	/** When it starts, in milliseconds on the steady clock. */
	startsAt: number;
	/** The states it passes through, and how many milliseconds each lasts. */
	steps: { status: JobStatus; ms: number }[];
	end: JobEnd;
	/** What TikTok answers when the job succeeds. */
	post: TikTokPost;
	/** Set when the job was ended from outside, whatever its steps say. */
	endedEarly?: boolean;
}

export function isEnd(status: unknown): status is EndStatus {
	return status === 'succeeded' || status === 'failed' || status === 'canceled';
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

/** Ends `job` at once. */
export function endEarly(job: Job, end: JobEnd): void {
	job.end = end;
	job.endedEarly = true;
}

/** The status of `job`, and what became of it once it has ended. */
export function resultAt(
	job: Job,
	steadyNow: number,
): { status: JobStatus } & Failure & Partial<TikTokPost> {
	const status = statusAt(job, steadyNow);
	if (status !== job.end.status) return { status };
	return status === 'succeeded' ? { status, ...job.post } : job.end;
}

/** The answer of `GET /jobs/publish/{outputJobId}`. Only status, scheduledFor and errorMessage are documented. */
export function showJob(job: Job, steadyNow: number): Record<string, unknown> {
	const { outputJobId, scheduledFor } = job;
	return { outputJobId, scheduledFor, ...resultAt(job, steadyNow) };
}
