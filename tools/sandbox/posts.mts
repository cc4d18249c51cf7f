import { type Job, type JobStatus, statusAt } from './jobs.mts';
import type { TikTokPost } from './tiktok.mts';

/** A publish that was accepted, in the order of acceptance: the ledger that tests read. */
export interface Post {
	/** Counted from 1 since the last reset. */
	number: number;
	kind: 'video' | 'carousel';
	/** Missing for a carousel, which is published at once. */
	outputJobId?: string;
	/** One for a video, 2 to 35 for a carousel. */
	mediaIds: string[];
	tiktokAccountId: string;
	username: string;
	caption?: string;
	privacyLevel?: string;
	/** The whole body as it was received. */
	fields: Record<string, unknown>;
	/** ISO time, on the server's clock. */
	acceptedAt: string;
	scheduledFor?: string;
	status: JobStatus;
	errorMessage?: string;
	permalink?: string;
	/** What TikTok calls it; of a carousel only, whose answer says so. */
	publishId?: string;
	/** The `id` of the request in `sandbox.requests`. */
	requestId: number;
}

/** What is written down at acceptance; the state is read from the job each time. */
export type AcceptedPost = Omit<Post, 'status' | 'errorMessage' | 'permalink' | 'publishId'> & {
	/** A job, or for a carousel what TikTok gave it. */
	result: Job | TikTokPost;
};

/** The post as it stands at `steadyNow` (ms on the steady clock). */
export function showPost({ result, ...accepted }: AcceptedPost, steadyNow: number): Post {
	if (!('end' in result)) {
		const { permalink, publishId } = result;
		return { ...accepted, status: 'succeeded', permalink, publishId };
	}
	const status = statusAt(result, steadyNow);
	const { end } = result;
	if (status !== end.status) return { ...accepted, status };
	if (end.status === 'succeeded') return { ...accepted, status, permalink: end.post.permalink };
	if (end.status === 'failed' && end.errorMessage !== undefined) {
		return { ...accepted, status, errorMessage: end.errorMessage };
	}
	return { ...accepted, status };
}
