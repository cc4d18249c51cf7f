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
