import { type Job, type JobStatus, statusAt } from './jobs.mts';
import type { TikTokPost } from './tiktok.mts';

/** One request to the API, as it came and how it ended. */
export interface ApiRequest {
	/** Counted from 1 since the sandbox was started. */
	id: number;
	method: string;
	/** Below the base URL and as sent, so still encoded: `/publish/tiktok`. */
	path: string;
	query: Record<string, unknown>;
	/** The parsed JSON body; of an upload `{ files: [{ field, fileName, mimeType, size, sha256 }] }`. */
	body?: unknown;
	/** All headers but the authorization, whose value is kept nowhere. */
	headers: Record<string, string | string[] | undefined>;
	/** Whether it carried the right API key. */
	authorized: boolean;
	/** Real time, ms since the epoch. */
	startedAt: number;
	/** The same; missing while it is in flight. */
	finishedAt?: number;
	/** The HTTP status of the answer; missing when none was sent. */
	status?: number;
	/** How it does not satisfy the OpenAPI document. */
	violation?: string;
	/** Whether it published something: a job was made or a carousel posted. */
	accepted: boolean;
	/** The job that it made, if it made one. */
	outputJobId?: string;
	/** The faults that struck it. */
	faults: string[];
}

/** The requests of a sandbox, and how many were in flight at once. */
export class RequestLog {
	requests: ApiRequest[] = [];
	maxInFlight = 0;
	private inFlight = 0;
	private nextId = 1;

	/** Writes down a request that begins now. */
	begin(known: Pick<ApiRequest, 'method' | 'path' | 'query' | 'headers'>): ApiRequest {
		const request: ApiRequest = {
			id: this.nextId++,
			...known,
			authorized: false,
			startedAt: Date.now(),
			accepted: false,
			faults: [],
		};
		this.requests.push(request);
		this.inFlight += 1;
		this.maxInFlight = Math.max(this.maxInFlight, this.inFlight);
		return request;
	}

	/** Writes down that it has ended, with the status of its answer if there was one. A second call changes nothing. */
	end(request: ApiRequest, status?: number): void {
		if (request.finishedAt !== undefined) return;
		request.finishedAt = Date.now();
		if (status !== undefined) request.status = status;
		this.inFlight -= 1;
	}

	/** Starts counting the highest number in flight anew. */
	resetMaxInFlight(): void {
		this.maxInFlight = this.inFlight;
	}

	/** Forgets all requests. Those in flight still end in order. */
	clear(): void {
		this.requests = [];
		this.resetMaxInFlight();
	}
}

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
