import type { ImportedCredential } from '../../n8n/server/launch.mts';
import { type Dialect, keyOfVideo } from './dialect.mts';
import { type Contender, POST, type Targets, withCredential } from './contender.mts';
import { alone, node } from './nodes.mts';

const credential: ImportedCredential = {
	id: 'uploadPost',
	name: 'Upload Post',
	type: 'uploadPostApi',
	data: { apiKey: 'key' },
};

/** n8n-nodes-upload-post, which waits by itself; it looks as often as it can be told to. */
export function uploadPost({ url }: Targets): Contender {
	const publish = (parameters: object) =>
		withCredential(
			node('Post', 'n8n-nodes-upload-post.uploadPost@1', {
				resource: 'uploads',
				operation: 'uploadVideo',
				user: 'wonda',
				platform: ['tiktok'],
				title: POST.caption,
				video: POST.video,
				tiktokPrivacyLevel: POST.privacyLevel,
				...parameters,
			}),
			credential,
		);
	const post = publish({ waitForCompletion: false });
	return {
		id: 'upload-post',
		name: 'n8n-nodes-upload-post',
		waits: 'by itself',
		npm: {
			name: 'n8n-nodes-upload-post',
			version: '0.1.32',
			integrity:
				'sha512-xEXXojk/wCytV+NvtvToExUvKSGEfpcxj5TT6fuQ/Otji9ekLqZ1TU4E/dM7yFWv80NwAZx0xjVgVfd7HNLPtw==',
			// It offers no setting for the address of its service.
			point: { from: 'https://api.upload-post.com/api', to: `${url}/upload-post` },
		},
		credential,
		post,
		postAndWait: alone(publish({ waitForCompletion: true, pollInterval: 1 })),
		upload: { node: publish({ waitForCompletion: false, video: 'data' }), credential },
	};
}

const VIDEO = /name="video"\r\n\r\n(.*)\r\n/;

/**
 * Upload-Post, read from its own node: `POST /upload` with a form whose `video` is an address or a file, answered with a
 * `request_id`, and `GET /uploadposts/status`, which the node asks until `status` is `completed`.
 */
export const uploadPostDialect: Dialect = {
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
