import type { ImportedCredential } from '../../n8n/server/launch.mts';
import { SANDBOX_API_KEY } from '../../sandbox/seed.mts';
import { type Contender, POST, type Targets, withCredential } from './contender.mts';
import { node, waitAndCheck } from './nodes.mts';

const BODY = `={{ {
	tiktokAccountId: "${POST.account}",
	mediaId: $json.key,
	caption: $json.caption,
	privacyLevel: "${POST.privacyLevel}",
} }}`;

/**
 * n8n's own HTTP Request node.
 *
 * @param seconds between two looks
 * @param options of the nodes that post and look, such as batching
 */
export function httpRequest(
	{ url: serviceUrl, sandbox }: Targets,
	{ seconds = 1, options = {} }: { seconds?: number; options?: object } = {},
): Contender {
	const url = `${serviceUrl}/wonda`;
	const credential: ImportedCredential = {
		id: 'httpHeader',
		name: 'Header Auth',
		type: 'httpHeaderAuth',
		data: { name: 'Authorization', value: `Bearer ${SANDBOX_API_KEY}` },
	};
	const request = (name: string, parameters: object) =>
		withCredential(
			node(name, 'n8n-nodes-base.httpRequest@4.2', {
				authentication: 'genericCredentialType',
				genericAuthType: 'httpHeaderAuth',
				options: {},
				...parameters,
			}),
			credential,
		);
	const post = request('Post', {
		method: 'POST',
		url: `${url}/publish/tiktok`,
		sendBody: true,
		specifyBody: 'json',
		jsonBody: BODY,
		options,
	});
	const look = request('Look', {
		method: 'GET',
		url: `=${url}/jobs/publish/{{ $json.outputJobId }}`,
		options,
	});
	const upload = request('Upload', {
		method: 'POST',
		url: `${sandbox.baseUrl}/media/upload`,
		sendBody: true,
		contentType: 'multipart-form-data',
		bodyParameters: {
			parameters: [{ parameterType: 'formBinaryData', name: 'file', inputDataFieldName: 'data' }],
		},
	});
	return {
		id: `http-${String(seconds)}s`,
		name: 'HTTP Request',
		waits: `Wait loop, ${String(seconds)} s`,
		credential,
		post,
		postAndWait: waitAndCheck({ post, look, running: 'in_progress', seconds }),
		upload: { node: upload, credential },
	};
}
