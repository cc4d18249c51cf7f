/** One request to the API, and how it ended. */
export interface ApiRequest {
	/** Counted from 1 since the sandbox was started. */
	id: number;
	method: string;
	/** Below the base URL and as sent, so still encoded: `/publish/tiktok`. */
	path: string;
	query: Record<string, unknown>;
	/** The parsed JSON body; of an upload `{ files: [{ field, fileName, mimeType, size, sha256 }] }`. */
	body?: unknown;
	/** All headers except Authorization, whose value is stored nowhere. */
	headers: Record<string, string | string[] | undefined>;
	/** Whether it carried one of the sandbox's API keys. */
	authorized: boolean;
	/** Which one, as its index in `apiKeys`; -1 for any other key and for none. */
	keyIndex: number;
	/** Real time, in milliseconds since the epoch. */
	startedAt: number;
	/** The same; missing while it is in flight. */
	finishedAt?: number;
	/** The HTTP status of the answer; missing when none was sent. */
	status?: number;
	/** How it violates the OpenAPI document. */
	violation?: string;
	/** Whether it published something: a job was created, or a carousel posted. */
	accepted: boolean;
	/** The job it created. */
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

	/** Records a request that starts now. */
	begin(known: Pick<ApiRequest, 'method' | 'path' | 'query' | 'headers' | 'keyIndex'>): ApiRequest {
		const request: ApiRequest = {
			id: this.nextId++,
			...known,
			authorized: known.keyIndex >= 0,
			startedAt: Date.now(),
			accepted: false,
			faults: [],
		};
		this.requests.push(request);
		this.inFlight += 1;
		this.maxInFlight = Math.max(this.maxInFlight, this.inFlight);
		return request;
	}

	/** Records that it has ended, with the status of its answer if there was one. Only the first call counts. */
	end(request: ApiRequest, status?: number): void {
		if (request.finishedAt !== undefined) return;
		request.finishedAt = Date.now();
		if (status !== undefined) request.status = status;
		this.inFlight -= 1;
	}

	resetMaxInFlight(): void {
		this.maxInFlight = this.inFlight;
	}

	/** Forgets all requests. Those in flight still end in order. */
	clear(): void {
		this.requests = [];
		this.resetMaxInFlight();
	}
}
