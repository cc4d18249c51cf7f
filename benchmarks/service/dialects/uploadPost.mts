import { type Dialect, keyOfVideo } from './dialect.mts';

const VIDEO = /name="video"\r\n\r\n(.*)\r\n/;

/**
 * Upload-Post, read from its own node: `POST /upload` with a form whose `video` is an address or a file, answered with a
 * `request_id`, and `GET /uploadposts/status`, which the node asks until `status` is `completed`.
 */
export const uploadPost: Dialect = {
	read({ method, path, query, body }) {
		if (method === 'POST' && path === '/upload') {
			const video = VIDEO.exec(body)?.[1];
			return video === undefined ? { file: true } : { post: keyOfVideo(video) };
		}
		const look = path === '/uploadposts/status' ? query.get('request_id') : null;
		return look === null ? undefined : { look };
	},
	accepted: (id) => ({ success: true, request_id: id, total_platforms: 1 }),
	job: (id, ended) => ({
		request_id: id,
		status: ended ? 'completed' : 'in_progress',
		completed: ended ? 1 : 0,
		total: 1,
	}),
	tooMany: () => ({ success: false, message: 'Too many requests' }),
};
