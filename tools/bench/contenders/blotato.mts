import type { ImportedCredential } from '../../n8n/server/launch.mts';
import { node, single, waitLoop } from '../workflow.mts';
import {
	type Contender,
	type Dialect,
	keyOfVideo,
	LINK,
	POST,
	withCredential,
} from './contender.mts';

/** @blotato/n8n-nodes-blotato, which does not wait by itself: its own Get operation in the usual loop. */
export function blotato(url: string): Contender {
	const credential: ImportedCredential = {
		id: 'blotato',
		name: 'Blotato',
		type: 'blotatoApi',
		data: { apiKey: 'key', server: `${url}/blotato` },
	};
	const blotatoNode = (name: string, parameters: object) =>
		withCredential(
			node(name, '@blotato/n8n-nodes-blotato.blotato@2', { resource: 'post', ...parameters }),
			credential,
		);
	const create = (video: string) =>
		blotatoNode('Post', {
			operation: 'create',
			platform: 'tiktok',
			accountId: { __rl: true, mode: 'id', value: '1' },
			postContentText: POST.caption,
			postContentMediaUrls: video,
			postCreateTiktokOptionPrivacyLevel: POST.privacyLevel,
		});
	const post = create(POST.video);
	const poll = blotatoNode('Poll', {
		operation: 'get',
		postSubmissionId: '={{ $json.postSubmissionId }}',
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
		postAndWait: waitLoop({ post, poll, running: 'in-progress', seconds: 1 }),
		upload: blotatoNode('Upload', {
			resource: 'media',
			operation: 'upload',
			useBinaryData: true,
			binaryPropertyName: 'data',
		}),
		uploadLink: single(create(LINK)),
		handsOnLinks: true,
	};
}

const JOB = /^\/v2\/posts\/([^/]+)$/;

interface Body {
	post: { content: { mediaUrls: string[] } };
}

/** Blotato, read from its own node; the JSON of an upload holds the whole file. */
export const blotatoDialect: Dialect = {
	parse({ method, path, body }) {
		if (method === 'POST' && path === '/v2/posts') {
			const { content } = (JSON.parse(body) as Body).post;
			return { post: keyOfVideo(content.mediaUrls[0] ?? '') };
		}
		if (method === 'POST' && path === '/v2/media') return { upload: true };
		const poll = method === 'GET' ? JOB.exec(path)?.[1] : undefined;
		return poll === undefined ? undefined : { poll };
	},
	accepted: (postSubmissionId) => ({ postSubmissionId }),
	job: (postSubmissionId, hasEnded) => ({
		postSubmissionId,
		status: hasEnded ? 'published' : 'in-progress',
		...(hasEnded ? { publicUrl: `https://www.tiktok.com/${postSubmissionId}` } : {}),
	}),
	uploaded: (id) => ({ id, url: `https://media.example.com/${id}` }),
	tooMany: () => ({ message: 'Too many requests' }),
};
