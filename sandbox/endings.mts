import { endEarly, statusAt, type Job, type JobEnd } from './jobs.mts';
import { newTikTokPost } from './tiktok.mts';
import type { World } from './world.mts';

/** The ways in which a job ends. */
export const ENDS = ['succeeded', 'failed', 'canceled'] as const;

export type EndStatus = (typeof ENDS)[number];

export function isEnd(status: unknown): status is EndStatus {
	return (ENDS as readonly unknown[]).includes(status);
}

/** The end of `job` in that way; one that was to succeed keeps the post that it was to become. */
export function endingOf(
	{ accounts }: World,
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
	world: World,
	outputJobId: string,
	status: EndStatus,
	errorMessage?: string,
): Job {
	const job = world.jobs.get(outputJobId.toLowerCase());
	if (!job) throw new Error(`There is no job ${outputJobId}`);
	const present = statusAt(job, world.clock.steady());
	if (isEnd(present)) throw new Error(`The job ${outputJobId} has ended already: it is ${present}`);
	endEarly(job, endingOf(world, job, status, errorMessage));
	return job;
}
