/**
 * What a request asked for, as far as the meaning of a refusal depends on it:
 * - `post`: a post that goes out at once
 * - `postLater`: a post with `scheduledAt`
 * - `scheduledList`, `cancellation`: the two endpoints of schedule management
 * - `other`: anything else, which posts and changes nothing
 */
export type Asked = 'post' | 'postLater' | 'scheduledList' | 'cancellation' | 'other';

interface AskedRequest {
	method?: string;
	/** Below the base URL. */
	url?: string;
	body?: unknown;
}

/** The API's routes (page "Publish to TikTok") whose refusals have a meaning of their own. */
const ROUTES: Array<[method: string, url: RegExp, asked: Asked]> = [
	['POST', /^\/publish\//, 'post'],
	['GET', /^\/publish\/scheduled(\?|$)/, 'scheduledList'],
	['DELETE', /^\/publish\/scheduled\//, 'cancellation'],
];

const holdsTime = (body: unknown) =>
	typeof body === 'object' && body !== null && 'scheduledAt' in body;

/** What a request asks for, told from its method, its path below the base URL and its body. */
export function askedBy({ method = 'GET', url = '', body }: AskedRequest): Asked {
	const [, , asked = 'other'] =
		ROUTES.find(([verb, path]) => verb === method && path.test(url)) ?? [];
	return asked === 'post' && holdsTime(body) ? 'postLater' : asked;
}
