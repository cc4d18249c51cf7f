/** At most so many requests in any window of so many milliseconds. */
export interface SceneLimit {
	readonly requests: number;
	readonly windowMs: number;
	/** What is counted and refused: posts only, or posts and looks alike. */
	readonly of: 'posts' | 'all';
}

/** What one run wants the service to be like. */
export interface SceneSettings {
	/** How long the jobs take in milliseconds: that of post number n is the one at n, counted around. */
	readonly jobMs: readonly number[];
	readonly limit?: SceneLimit;
}

/** A post that was accepted. Times are in milliseconds on the service's own clock. */
export interface AcceptedPost {
	/** Which item of the run it is. */
	readonly key: string;
	readonly acceptedMs: number;
	/** When its job ends. */
	readonly endsMs: number;
	/** Answered looks at the job up to the first that showed its end. */
	looks: number;
	/** When the first look arrived that showed its end. */
	seenMs?: number;
}

/** What the service saw of one run. */
export interface SceneReport {
	readonly posts: readonly AcceptedPost[];
	/** Looks that were answered. */
	readonly looks: number;
	/** Posts and looks that were refused because of the limit. */
	readonly refused: number;
}

/** After how many milliseconds the limit leaves room again. */
export interface TooMany {
	readonly retryAfterMs: number;
}

/** What one run has to do with the service: its posts and their jobs, whatever the dialect they are spoken of in. */
export class Scene {
	private readonly posts: AcceptedPost[] = [];
	private looks = 0;
	private refused = 0;
	/** When each request came that the limit counts, in milliseconds. */
	private readonly counted: number[] = [];
	private readonly settings: SceneSettings;

	constructor(settings: SceneSettings) {
		this.settings = settings;
	}

	/** What has happened so far. */
	get report(): SceneReport {
		return { posts: this.posts, looks: this.looks, refused: this.refused };
	}

	/** Takes a post, or refuses it. */
	take(key: string): AcceptedPost | TooMany {
		const now = performance.now();
		const tooMany = this.count(now);
		if (tooMany) return tooMany;
		const { jobMs } = this.settings;
		const number = Number(key.slice(key.lastIndexOf('-') + 1));
		const endsMs = now + (jobMs[number % jobMs.length] ?? 0);
		const post = { key, acceptedMs: now, endsMs, looks: 0 };
		this.posts.push(post);
		return post;
	}

	/** Looks at a post's job, or refuses to. Out: whether it has ended. */
	look(post: AcceptedPost): boolean | TooMany {
		const now = performance.now();
		const tooMany = this.settings.limit?.of === 'all' ? this.count(now) : undefined;
		if (tooMany) return tooMany;
		this.looks += 1;
		const ended = now >= post.endsMs;
		if (post.seenMs === undefined) {
			post.looks += 1;
			if (ended) post.seenMs = now;
		}
		return ended;
	}

	/** Counts a request, where the limit leaves room for it. */
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
