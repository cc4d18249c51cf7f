/** A request, as far as the dialects look at it. */
export interface Asked {
	readonly method: string;
	/** Below the dialect's own path. */
	readonly path: string;
	readonly query: URLSearchParams;
	/** The beginning of the body. */
	readonly body: string;
}

/** What a request is about: a post of the item with this key, a look at this job, or a file to keep. */
export type Wish = { readonly post: string } | { readonly look: string } | { readonly file: true };

/** How one service speaks: the requests that its node sends and the answers that the node reads. */
export interface Dialect {
	/** What the request is about; undefined where the service knows no such request. */
	read(asked: Asked): Wish | undefined;
	/** The answer to an accepted post. */
	accepted(jobId: string): object;
	/** The answer to a look. */
	job(jobId: string, ended: boolean): object;
	/** The answer to a post or a look beyond the limit, which goes with HTTP 429. */
	tooMany(retryAfterSeconds: number): object;
}

/** The key of an item from the address of its video, `https://…/<key>.mp4`. */
export function keyOfVideo(url: string): string {
	return url.slice(url.lastIndexOf('/') + 1).replace(/\.mp4$/, '');
}
