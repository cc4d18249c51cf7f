import type { ImportedCredential } from '../../n8n/server/launch.mts';
import { node, single } from '../workflow.mts';
import {
	type Contender,
	type Dialect,
	keyOfVideo,
	LINK,
	POST,
	withCredential,
} from './contender.mts';

const credential: ImportedCredential = {
	id: 'uploadPost',
	name: 'Upload Post',
	type: 'uploadPostApi',
	data: { apiKey: 'key' },
};

/** n8n-nodes-upload-post, which waits by itself, at its shortest polling interval. */
export function uploadPost(url: string): Contender {
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
				waitForCompletion: false,
				...parameters,
			}),
			credential,
		);
	return {
		id: 'upload-post',
		name: 'n8n-nodes-upload-post',
		waits: 'by itself',
		npm: {
			name: 'n8n-nodes-upload-post',
			version: '0.1.32',
			integrity:
				'sha512-xEXXojk/wCytV+NvtvToExUvKSGEfpcxj5TT6fuQ/Otji9ekLqZ1TU4E/dM7yFWv80NwAZx0xjVgVfd7HNLPtw==',
			// It has no setting for the address of its service.
			replace: { from: 'https://api.upload-post.com/api', to: `${url}/upload-post` },
		},
		credential,
		post: publish({}),
		postAndWait: single(publish({ waitForCompletion: true, pollInterval: 1 })),
		upload: publish({ video: 'data' }),
		uploadLink: single(publish({ video: LINK })),
		handsOnLinks: true,
	};
}

const VIDEO = /name="video"\r\n\r\n(.*)\r\n/;

/** Upload-Post, read from its own node: the form's `video` is an address or a file. */
export const uploadPostDialect: Dialect = {
	parse({ method, path, query, body }) {
		if (method === 'POST' && path === '/upload') {
			const video = VIDEO.exec(body)?.[1];
			return video === undefined ? { upload: true } : { post: keyOfVideo(video) };
		}
		const poll = path === '/uploadposts/status' ? query.get('request_id') : null;
		return poll === null ? undefined : { poll };
	},
	accepted: (id) => ({ success: true, request_id: id, total_platforms: 1 }),
	job: (id, hasEnded) => ({
		request_id: id,
		status: hasEnded ? 'completed' : 'in_progress',
		completed: hasEnded ? 1 : 0,
		total: 1,
	}),
	uploaded: (id) => ({ success: true, request_id: id, total_platforms: 1 }),
	tooMany: () => ({ success: false, message: 'Too many requests' }),
};
