/** The kinds of requests that can be limited and that are counted. */
export type RequestKind = 'posts' | 'looks' | 'uploads' | 'others';

const KINDS: [method: string, path: RegExp, kind: RequestKind][] = [
	['POST', /^\/publish\//, 'posts'],
	['GET', /^\/jobs\/publish\//, 'looks'],
	['POST', /^\/media\/upload$/, 'uploads'],
];

/** What a request is; `path` is below the base URL. */
export function kindOfRequest({ method, path }: { method: string; path: string }): RequestKind {
	const found = KINDS.find(([known, pattern]) => known === method && pattern.test(path));
	return found?.[2] ?? 'others';
}

/** How many requests of a kind the limits have let pass, and how many they have refused. */
export type Tally = Record<RequestKind, { taken: number; refused: number }>;

export function emptyTally(): Tally {
	const none = () => ({ taken: 0, refused: 0 });
	return { posts: none(), looks: none(), uploads: none(), others: none() };
}
