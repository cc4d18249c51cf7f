/** What one run wants the service to be like. */
export interface SceneSettings {
	/** How long the jobs take in milliseconds: that of post number n is the one at n, counted around. */
	readonly jobMs: readonly number[];
	/** At most so many posts in any window of so many milliseconds. */
	readonly limit?: { readonly posts: number; readonly windowMs: number };
}

/** A post that was accepted. Times are in milliseconds on the service's own clock. */
export interface AcceptedPost {
	/** Which item of the run it is. */
	readonly key: string;
	readonly acceptedMs: number;
	/** When its job ends. */
	readonly endsMs: number;
	/** Looks at the job up to the first that showed its end. */
	looks: number;
	/** When the first look arrived that showed its end. */
	seenMs?: number;
}

/** What the service saw of one run. */
export interface SceneReport {
	readonly posts: readonly AcceptedPost[];
	/** Posts that were refused because of the limit. */
	readonly refused: number;
}

/** What one run has to do with the service: its posts and their jobs, whatever the dialect they are spoken of in. */
export class Scene {
	private readonly posts: AcceptedPost[] = [];
	private refused = 0;
	private readonly settings: SceneSettings;

	constructor(settings: SceneSettings) {
		this.settings = settings;
	}

	/** What has happened so far. */
	get report(): SceneReport {
		return { posts: this.posts, refused: this.refused };
	}

	/**
	 * Takes a post, or refuses it.
	 *
	 * @returns the post, or after how many milliseconds the limit leaves room again
	 */
	take(key: string): AcceptedPost | { retryAfterMs: number } {
		const now = performance.now();
		const retryAfterMs = this.fullFor(now);
		if (retryAfterMs > 0) {
			this.refused += 1;
			return { retryAfterMs };
		}
		const { jobMs } = this.settings;
		const number = Number(key.slice(key.lastIndexOf('-') + 1));
		const endsMs = now + (jobMs[number % jobMs.length] ?? 0);
		const post = { key, acceptedMs: now, endsMs, looks: 0 };
		this.posts.push(post);
		return post;
	}

	private fullFor(now: number): number {
		const { limit } = this.settings;
		const oldest = limit && this.posts.at(-limit.posts);
		return oldest && this.posts.length >= limit.posts
			? oldest.acceptedMs + limit.windowMs - now
			: 0;
	}
}

/** Looks at a post's job. Out: whether it has ended. */
export function look(post: AcceptedPost): boolean {
	const now = performance.now();
	const ended = now >= post.endsMs;
	if (post.seenMs === undefined) {
		post.looks += 1;
		if (ended) post.seenMs = now;
	}
	return ended;
}
