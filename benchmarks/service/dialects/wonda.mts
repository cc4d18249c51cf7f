import type { Dialect } from './dialect.mts';

const LOOK = /^\/jobs\/publish\/([^/]+)$/;

/** The Wonda API, as sandbox/openapi.yaml has it: `POST /publish/tiktok` and `GET /jobs/publish/{outputJobId}`. */
export const wonda: Dialect = {
	read({ method, path, body }) {
		if (method === 'POST' && path === '/publish/tiktok') {
			return { post: (JSON.parse(body) as { mediaId: string }).mediaId };
		}
		const look = method === 'GET' ? LOOK.exec(path)?.[1] : undefined;
		return look === undefined ? undefined : { look };
	},
	accepted: (outputJobId) => ({ outputJobId, status: 'queued' }),
	job: (outputJobId, ended) => ({ outputJobId, status: ended ? 'succeeded' : 'in_progress' }),
	tooMany: () => ({ error: { message: 'Too many requests', code: 'rate_limit_exceeded' } }),
};
