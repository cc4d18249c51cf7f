import type {
	IAuthenticate,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

const NOT_THE_API =
	'This base URL does not lead to the Wonda API. Check the whole address, including https:// and /api/v1.';

const REDIRECTED = 'This base URL redirects to another address. Enter that address instead.';

/** What the test of a credential says, by HTTP status. */
const REFUSALS = {
	301: REDIRECTED,
	302: REDIRECTED,
	307: REDIRECTED,
	308: REDIRECTED,
	401: 'Wonda does not accept this API key. Copy the whole key, including sk_, from your Wonda account.',
	403: 'Wonda denies access. Check that your Wonda account has a paid plan, and that the API key may list TikTok accounts.',
	404: 'Wonda found no TikTok API at this base URL. Check the base URL, and that the API is enabled for your account.',
};

export class WondaApi implements ICredentialType {
	name = 'wondaApi';

	displayName = 'Wonda TikTok API';

	icon: Icon = { light: 'file:../icons/wonda.svg', dark: 'file:../icons/wonda.dark.svg' };

	documentationUrl = 'https://www.npmjs.com/package/n8n-nodes-wonda#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: 'e.g. sk_0123…',
			description:
				'Create a key on the <a href="https://wonda.sh/docs/authentication" target="_blank">API Keys</a> page of your Wonda settings. It is <code>sk_</code> followed by 64 characters.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.wondercat.ai/api/v1',
			required: true,
			description:
				'Address of the Wonda API. Change it only if you use a sandbox or a proxy, and add its domain below.',
		},
		// n8n adds these two fields to every credential that lacks them, with All as the default: then anyone who can use the
		// credential could send the key anywhere with HTTP Request.
		{
			displayName: 'Allowed HTTP Request Domains',
			name: 'allowedHttpRequestDomains',
			type: 'options',
			options: [
				{
					name: 'All',
					value: 'all',
					description: 'Anyone who can use this credential can send the key anywhere',
				},
				{
					name: 'None',
					value: 'none',
					description: 'HTTP Request and GraphQL cannot use this credential',
				},
				{
					name: 'Specific Domains',
					value: 'domains',
					description: 'HTTP Request and GraphQL can send the key to these domains only',
				},
			],
			default: 'domains',
			description:
				'Which domains the HTTP Request and GraphQL nodes may send the key to. With None, some older versions of n8n block the Wonda nodes, too.',
		},
		{
			displayName: 'Allowed Domains',
			name: 'allowedDomains',
			type: 'string',
			default: 'api.wondercat.ai',
			placeholder: 'e.g. api.wondercat.ai, *.example.com',
			description:
				'Domains, separated by commas. If you change the base URL, add its domain here, without a port.',
			displayOptions: { show: { allowedHttpRequestDomains: ['domains'] } },
		},
	];

	/** A function: for an expression n8n would start its sandbox at every request, which took longer than the request. */
	authenticate: IAuthenticate = async ({ apiKey }, request) => {
		// A key pasted with a line break would make an invalid header; one that is no text (a variable that is missing) none.
		const key = typeof apiKey === 'string' ? apiKey.trim() : '';
		return { ...request, headers: { ...request.headers, Authorization: `Bearer ${key}` } };
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL:
				'={{ typeof $credentials.baseUrl === "string" ? $credentials.baseUrl.trim().replace(/(?<!\\/)\\/+$/, "") : "" }}',
			url: '/tiktok/accounts',
			disableFollowRedirect: true,
		},
		// n8n applies both kinds of rule side by side; its type only knows lists of one kind.
		rules: [
			...Object.entries(REFUSALS).map(([status, message]) => ({
				type: 'responseCode',
				properties: { value: Number(status), message },
			})),
			{
				type: 'responseSuccessBody',
				properties: { key: 'accounts', value: undefined, message: NOT_THE_API },
			},
		] as ICredentialTestRequest['rules'],
	};
}
