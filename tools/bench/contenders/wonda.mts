import type { ImportedCredential } from '../../n8n/server/launch.mts';
import { SANDBOX_API_KEY } from '../../sandbox/seed.mts';
import type { Dialect } from './dialect.mts';
import { type Contender, POST, type Targets, withCredential } from './contender.mts';
import { alone, node } from './nodes.mts';

/** The credential for a Wonda API at an address. */
export const wondaCredential = (baseUrl: string): ImportedCredential => ({
	id: 'wonda',
	name: 'Wonda API',
	type: 'wondaApi',
	data: { apiKey: SANDBOX_API_KEY, baseUrl },
});

/** This node, with every option as it is when it is dropped into a workflow. */
export function wonda({ url, sandbox }: Targets): Contender {
	const credential = wondaCredential(`${url}/wonda`);
	const ask = (name: string, parameters: object) =>
		withCredential(node(name, 'n8n-nodes-wonda.wondaTikTok@1', parameters), credential);
	const publish = (waitForCompletion: boolean) =>
		ask('Post', {
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
		postAndWait: alone(publish(true)),
		upload: {
			node: ask('Upload', { resource: 'media', operation: 'upload', binaryPropertyName: 'data' }),
			credential: wondaCredential(sandbox.baseUrl),
		},
	};
}

const LOOK = /^\/jobs\/publish\/([^/]+)$/;

/** The Wonda API, as tools/sandbox/openapi.yaml has it: `POST /publish/tiktok` and `GET /jobs/publish/{outputJobId}`. */
export const wondaDialect: Dialect = {
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
