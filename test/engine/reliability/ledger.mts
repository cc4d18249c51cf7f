import type { INodeExecutionData } from 'n8n-workflow';

import type { ApiRequest, Post, Sandbox } from '../../../tools/sandbox/index.mts';
import type { UploadedFile } from '../../../tools/sandbox/http/countingStorage.mts';
import { OPERATIONS, SECOND_IMAGE, type Executed } from './execute.mts';

/** A post with what identifies its item: the ID of its media, or the name of the file that became it. */
export type OwnPost = Post & { own: string };

/** A request that posts, its media as what identifies its item. */
export interface PostRequest {
	request: ApiRequest;
	/** The body as it arrived, `media` in place of `mediaId` and `mediaIds`; undefined where none was read. */
	body?: Record<string, unknown>;
}

/** What the sandbox saw of one run, and of whom it is. */
export interface Ledger {
	posts: OwnPost[];
	requests: ApiRequest[];
	postRequests: PostRequest[];
}

interface Body {
	mediaId?: unknown;
	mediaIds?: unknown[];
	files?: UploadedFile[];
}

/** The names of files in place of the IDs of what they became. */
function namesIn(sandbox: Sandbox): (mediaId: unknown) => unknown {
	const names = new Map(sandbox.media.map(({ mediaId, fileName }) => [mediaId, fileName]));
	return (mediaId) => names.get(mediaId as string) ?? mediaId;
}

/** What is posted, by what is an item's own. Two images are one carousel when the second is the second. */
function mediaIn({ mediaId, mediaIds }: Body, nameOf: (mediaId: unknown) => unknown): unknown {
	if (mediaIds === undefined) return nameOf(mediaId);
	const [first, second, ...others] = mediaIds.map(nameOf);
	const isSecond = second === SECOND_IMAGE || second === 'second';
	return isSecond && others.length === 0 ? first : mediaIds;
}

function shown(body: unknown, nameOf: (mediaId: unknown) => unknown): PostRequest['body'] {
	if (typeof body !== 'object' || body === null) return undefined;
	const { mediaId, mediaIds, ...fields } = body as Body;
	return { ...fields, media: mediaIn({ mediaId, mediaIds }, nameOf) };
}

/** Every post that arrived, of whichever run. */
export function postRequestsTo(sandbox: Sandbox): PostRequest[] {
	const nameOf = namesIn(sandbox);
	const paths = new Set(Object.values(OPERATIONS).map(({ path }) => path));
	return sandbox.requests
		.filter(({ method, path }) => method === 'POST' && paths.has(path))
		.map((request) => ({ request, body: shown(request.body, nameOf) }));
}

/** What the sandbox saw of a run: uploads of its files, posts of its media, polls of its jobs. */
export function ledgerOf({ inputs }: Executed, sandbox: Sandbox): Ledger {
	const all = new Set<unknown>(inputs.map(({ own }) => own));
	const nameOf = namesIn(sandbox);
	const posts = sandbox.posts
		.map((post) => ({ ...post, own: String(nameOf(post.mediaIds[0])) }))
		.filter(({ own }) => all.has(own));
	const postRequests = postRequestsTo(sandbox).filter(({ body }) => all.has(body?.media));
	const jobs = new Set(posts.map(({ outputJobId }) => String(outputJobId)));
	const posting = new Set(postRequests.map(({ request }) => request));
	const requests = sandbox.requests.filter((request) => {
		const { files = [] } = (request.body ?? {}) as Body;
		return (
			posting.has(request) ||
			jobs.has(request.path.split('/').at(-1) ?? '') ||
			files.some(({ fileName }) => all.has(fileName))
		);
	});
	return { posts, requests, postRequests };
}

/** What an output item reports: its error, or nothing where it is an answer. */
export interface ReportedError {
	message: string;
	description?: string;
	outputJobId?: string;
}

export function errorIn({ json }: INodeExecutionData): ReportedError | undefined {
	const error = json.error as Partial<ReportedError> | string | undefined;
	// What n8n makes of an expression that it cannot resolve is a text, and beside it stands nothing that was posted.
	if (typeof error === 'string') {
		return json.tiktokAccountId === undefined ? { message: error } : undefined;
	}
	return typeof error?.message === 'string' && typeof error.description === 'string'
		? (error as ReportedError)
		: undefined;
}

/** The index of the input that an item is paired with. */
export const indexOf = ({ pairedItem }: INodeExecutionData) =>
	(pairedItem as { item: number } | undefined)?.item;
