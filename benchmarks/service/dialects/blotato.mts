import { type Dialect, keyOfVideo } from './dialect.mts';

const LOOK = /^\/v2\/posts\/([^/]+)$/;

interface Body {
	post: { content: { mediaUrls: string[] } };
}

/**
 * Blotato, read from its own node: `POST /v2/posts` and `GET /v2/posts/{postSubmissionId}`, and `POST /v2/media`, whose JSON
 * holds the whole file.
 */
export const blotato: Dialect = {
	read({ method, path, body }) {
		if (method === 'POST' && path === '/v2/posts') {
			const { content } = (JSON.parse(body) as Body).post;
			return { post: keyOfVideo(content.mediaUrls[0] ?? '') };
		}
		if (method === 'POST' && path === '/v2/media') return { file: true };
		const look = method === 'GET' ? LOOK.exec(path)?.[1] : undefined;
		return look === undefined ? undefined : { look };
	},
	accepted: (postSubmissionId) => ({ postSubmissionId }),
	job: (postSubmissionId, ended) => ({
		postSubmissionId,
		status: ended ? 'published' : 'in-progress',
		...(ended ? { publicUrl: `https://www.tiktok.com/${postSubmissionId}` } : {}),
	}),
	tooMany: () => ({ message: 'Too many requests' }),
};
