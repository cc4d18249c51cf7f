import { type Failure, type Job, type JobStatus, resultAt } from './jobs.mts';
import type { TikTokPost } from './tiktok.mts';

/** What is recorded when a publish is accepted. */
export interface AcceptedPost {
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
	/** The whole body as received. */
	fields: Record<string, unknown>;
	/** ISO time, on the server's clock. */
	acceptedAt: string;
	scheduledFor?: string;
	/** The `id` of the request in `sandbox.requests`. */
	requestId: number;
}

/** An entry of the ledger that tests read: an accepted publish and what has become of it. */
export type Post = AcceptedPost & { status: JobStatus } & Failure & Partial<TikTokPost>;

/** The accepted publishes, in the order of acceptance. */
export class Ledger {
	private entries: { accepted: AcceptedPost; result: Job | TikTokPost }[] = [];

	/** @param result the job; for a carousel, what TikTok answered */
	add(accepted: Omit<AcceptedPost, 'number'>, result: Job | TikTokPost): void {
		this.entries.push({ accepted: { number: this.entries.length + 1, ...accepted }, result });
	}

	/** All posts as they stand at `steadyNow` (ms on the steady clock). */
	postsAt(steadyNow: number): Post[] {
		return this.entries.map(({ accepted, result }) => ({
			...accepted,
			...('end' in result ? resultAt(result, steadyNow) : { status: 'succeeded', ...result }),
		}));
	}

	clear(): void {
		this.entries = [];
	}
}
