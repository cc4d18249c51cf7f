import type { ImportedCredential } from '../../n8n/server/launch.mts';
import { chain, node, waitLoop } from '../workflow.mts';
import { type Contender, LINK, POST, withCredential } from './contender.mts';
import { API_KEY } from './wonda.mts';

const BODY = `={{ {
	tiktokAccountId: "${POST.account}",
	mediaId: $json.key,
	caption: $json.caption,
	privacyLevel: "${POST.privacyLevel}",
} }}`;

const credential: ImportedCredential = {
	id: 'httpHeader',
	name: 'Header Auth',
	type: 'httpHeaderAuth',
	data: { name: 'Authorization', value: `Bearer ${API_KEY}` },
};

/**
 * n8n's own HTTP Request node, which speaks to the Wonda API.
 *
 * @param seconds between two polls
 * @param options of the nodes that post and poll, such as batching
 */
export function httpRequest(
	serviceUrl: string,
	{ seconds = 1, options = {} }: { seconds?: number; options?: object } = {},
): Contender {
	const url = `${serviceUrl}/wonda`;
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
	const poll = request('Poll', {
		method: 'GET',
		url: `=${url}/jobs/publish/{{ $json.outputJobId }}`,
		options,
	});
	const upload = request('Upload', {
		method: 'POST',
		url: `${url}/media/upload`,
		sendBody: true,
		contentType: 'multipart-form-data',
		bodyParameters: {
			parameters: [{ parameterType: 'formBinaryData', name: 'file', inputDataFieldName: 'data' }],
		},
	});
	const download = node('Download', 'n8n-nodes-base.httpRequest@4.2', {
		url: LINK,
		options: { response: { response: { responseFormat: 'file' } } },
	});
	return {
		id: `http-${String(seconds)}s`,
		name: 'HTTP Request',
		waits: `Wait loop, ${String(seconds)} s`,
		credential,
		post,
		postAndWait: waitLoop({ post, poll, running: 'in_progress', seconds }),
		upload,
		uploadLink: chain(download, upload),
	};
}
