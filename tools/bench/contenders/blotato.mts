import type { ImportedCredential } from '../../n8n/server/launch.mts';
import { type Dialect, keyOfVideo } from './dialect.mts';
import { type Contender, POST, type Targets, withCredential } from './contender.mts';
import { node, waitAndCheck } from './nodes.mts';

/** @blotato/n8n-nodes-blotato, which does not wait by itself: its own Get operation in the usual loop. */
export function blotato({ url }: Targets): Contender {
	const credential: ImportedCredential = {
		id: 'blotato',
		name: 'Blotato',
		type: 'blotatoApi',
		data: { apiKey: 'key', server: `${url}/blotato` },
	};
	const ask = (name: string, parameters: object) =>
		withCredential(
			node(name, '@blotato/n8n-nodes-blotato.blotato@2', { resource: 'post', ...parameters }),
			credential,
		);
	const post = ask('Post', {
		operation: 'create',
		platform: 'tiktok',
		accountId: { __rl: true, mode: 'id', value: '1' },
		postContentText: POST.caption,
		postContentMediaUrls: POST.video,
		postCreateTiktokOptionPrivacyLevel: POST.privacyLevel,
	});
	const look = ask('Look', {
		operation: 'get',
		postSubmissionId: '={{ $json.postSubmissionId }}',
	});
	const upload = ask('Upload', {
		resource: 'media',
		operation: 'upload',
		useBinaryData: true,
		binaryPropertyName: 'data',
	});
	return {
		id: 'blotato',
		name: '@blotato/n8n-nodes-blotato',
		waits: 'Wait loop, 1 s',
		npm: {
			name: '@blotato/n8n-nodes-blotato',
			version: '1.0.10',
			integrity:
				'sha512-krZ7ivNXWcBAgatlCk13gV1NfuvtrOSs1Jy70QXO8xEq+82oog+o4mdeaPeDhfPApkEpe9AHwh6+sU15dDwjEg==',
		},
		credential,
		post,
		postAndWait: waitAndCheck({ post, look, running: 'in-progress', seconds: 1 }),
		upload: { node: upload, credential },
	};
}

const LOOK = /^\/v2\/posts\/([^/]+)$/;

interface Body {
	post: { content: { mediaUrls: string[] } };
}

/**
 * Blotato, read from its own node: `POST /v2/posts` and `GET /v2/posts/{postSubmissionId}`, and `POST /v2/media`, whose JSON
 * holds the whole file.
 */
export const blotatoDialect: Dialect = {
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
