import type { ImportedCredential } from '../../n8n/server/launch.mts';
import { node, single } from '../workflow.mts';
import { type Contender, type Dialect, LINK, POST, withCredential } from './contender.mts';

/** Has the form of a real key; the service accepts any. */
export const API_KEY = `sk_${'0123456789abcdef'.repeat(4)}`;

export const wondaCredential = (url: string): ImportedCredential => ({
	id: 'wonda',
	name: 'Wonda API',
	type: 'wondaApi',
	data: { apiKey: API_KEY, baseUrl: `${url}/wonda` },
});

/** This node, with every option at its default. */
export function wonda(url: string): Contender {
	const credential = wondaCredential(url);
	const wondaNode = (name: string, parameters: object) =>
		withCredential(node(name, 'n8n-nodes-wonda.wondaTikTok@1', parameters), credential);
	const publish = (waitForCompletion: boolean) =>
		wondaNode('Post', {
			resource: 'video',
			operation: 'publish',
			tiktokAccountId: { __rl: true, mode: 'id', value: POST.account },
			mediaId: POST.key,
			caption: POST.caption,
			privacyLevel: POST.privacyLevel,
			waitForCompletion,
		});
	return {
		id: 'wonda',
		name: 'this node',
		waits: 'by itself',
		credential,
		post: publish(false),
		postAndWait: single(publish(true)),
		upload: wondaNode('Upload', {
			resource: 'media',
			operation: 'upload',
			binaryPropertyName: 'data',
		}),
		uploadLink: single(
			wondaNode('Upload', {
				resource: 'media',
				operation: 'upload',
				source: 'url',
				fileUrl: LINK,
			}),
		),
	};
}

const JOB = /^\/jobs\/publish\/([^/]+)$/;

/** The Wonda API, as documented in tools/sandbox/openapi.yaml. */
export const wondaDialect: Dialect = {
	parse({ method, path, body }) {
		if (method === 'POST' && path === '/publish/tiktok') {
			return { post: (JSON.parse(body) as { mediaId: string }).mediaId };
		}
		if (method === 'POST' && path === '/media/upload') return { upload: true };
		const poll = method === 'GET' ? JOB.exec(path)?.[1] : undefined;
		return poll === undefined ? undefined : { poll };
	},
	accepted: (outputJobId) => ({ outputJobId, status: 'queued' }),
	job: (outputJobId, hasEnded) => ({
		outputJobId,
		status: hasEnded ? 'succeeded' : 'in_progress',
	}),
	uploaded(mediaId) {
		const media = { mediaId, url: `https://media.example.com/${mediaId}`, mimeType: 'video/mp4' };
		return { ...media, uploads: { file: media } };
	},
	tooMany: () => ({ error: { message: 'Too many requests', code: 'rate_limit_exceeded' } }),
};
