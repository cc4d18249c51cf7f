/** At most so many requests in any window of so many milliseconds. */
export interface RateLimit {
	readonly requests: number;
	readonly windowMs: number;
	/** What is counted and refused: posts only, or posts and polls alike. */
	readonly of: 'posts' | 'all';
}

/** How the service behaves in one run. */
export interface ScenarioSettings {
	/** How long the jobs take in milliseconds, by the numbers of the items, repeated. */
	readonly jobMs: readonly number[];
	readonly limit?: RateLimit;
}

/** An accepted post. Times are in milliseconds on the service's own clock. */
export interface AcceptedPost {
	/** Identifies the item of the run. */
	readonly key: string;
	/** When its job ends. */
	readonly endsMs: number;
	/** Answered polls of the job up to the first that showed its end. */
	polls: number;
	/** When the first poll arrived that showed its end. */
	seenMs?: number;
}

/** What the service saw of one run. */
export interface Report {
	readonly posts: readonly AcceptedPost[];
	/** Posts and polls that were refused because of the limit. */
	readonly refused: number;
}

/** When the limit leaves room again. */
export interface TooMany {
	readonly retryAfterMs: number;
}

/** The posts and jobs of one run, whatever the dialect. */
export class Scenario {
	private readonly posts: AcceptedPost[] = [];
	private refused = 0;
	/** When each request came that the limit counts, in milliseconds. */
	private readonly counted: number[] = [];
	private readonly settings: ScenarioSettings;

	constructor(settings: ScenarioSettings) {
		this.settings = settings;
	}

	get report(): Report {
		return { posts: this.posts, refused: this.refused };
	}

	/** Accepts a post unless the limit is reached. */
	accept(key: string): AcceptedPost | TooMany {
		const now = performance.now();
		const tooMany = this.count(now);
		if (tooMany) return tooMany;
		const { jobMs } = this.settings;
		const number = Number(key.slice(key.lastIndexOf('-') + 1));
		const post = { key, endsMs: now + (jobMs[number % jobMs.length] ?? 0), polls: 0 };
		this.posts.push(post);
		return post;
	}

	/** Whether a post's job has ended, unless the limit is reached. */
	poll(post: AcceptedPost): boolean | TooMany {
		const now = performance.now();
		const tooMany = this.settings.limit?.of === 'all' ? this.count(now) : undefined;
		if (tooMany) return tooMany;
		const hasEnded = now >= post.endsMs;
		if (post.seenMs === undefined) {
			post.polls += 1;
			if (hasEnded) post.seenMs = now;
		}
		return hasEnded;
	}

	/** Counts a request if the limit leaves room for it. */
	private count(now: number): TooMany | undefined {
		const { requests, windowMs } = this.settings.limit ?? { requests: Infinity, windowMs: 0 };
		const oldest = this.counted.length < requests ? undefined : this.counted.at(-requests);
		const retryAfterMs = oldest === undefined ? 0 : oldest + windowMs - now;
		if (retryAfterMs > 0) {
			this.refused += 1;
			return { retryAfterMs };
		}
		this.counted.push(now);
		return undefined;
	}
}
