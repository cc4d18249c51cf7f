import type {
	IAuthenticate,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

const NOT_THE_API =
	'What answers at this base URL is not the Wonda API. Check the base URL, https:// and /api/v1 included.';

const REDIRECTED =
	'This base URL leads to another address. Enter the final address of the API as the base URL.';

/** What the test of a credential says, by HTTP status. */
const REFUSALS = {
	301: REDIRECTED,
	302: REDIRECTED,
	307: REDIRECTED,
	308: REDIRECTED,
	401: 'Wonda does not know this API key. Copy the whole key, sk_ included, from your Wonda account.',
	403: 'Wonda refuses access. Check in your Wonda account that it has a paid plan, and that the API key may read TikTok accounts.',
	404: 'No Wonda API for this key at this base URL. Check the base URL, and that the API is enabled for your account.',
};

export class WondaApi implements ICredentialType {
	name = 'wondaApi';

	displayName = 'Wonda API';

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
				'Key of your Wonda account, which you create on its settings page <a href="https://wonda.sh/docs/authentication" target="_blank">API Keys</a>: <code>sk_</code> followed by 64 characters',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.wondercat.ai/api/v1',
			required: true,
			description:
				'Address of the API. Leave it as it is, unless you use the sandbox of this package or a proxy.',
		},
		// n8n adds these two fields to every credential, with All as the default: whoever may use the key could then send it
		// anywhere with HTTP Request. It adds none where there are some.
		{
			displayName: 'Allowed HTTP Request Domains',
			name: 'allowedHttpRequestDomains',
			type: 'options',
			options: [
				{
					name: 'All',
					value: 'all',
					description: 'Whoever may use this credential can send the key anywhere',
				},
				{
					name: 'None',
					value: 'none',
					description: 'HTTP Request and GraphQL cannot use this credential',
				},
				{
					name: 'Specific Domains',
					value: 'domains',
					description: 'HTTP Request and GraphQL reach these domains only',
				},
			],
			default: 'domains',
			description:
				'Which domains HTTP Request and GraphQL may send the key to. Some older versions of n8n apply this to the Wonda nodes as well.',
		},
		{
			displayName: 'Allowed Domains',
			name: 'allowedDomains',
			type: 'string',
			default: 'api.wondercat.ai',
			placeholder: 'e.g. api.wondercat.ai, *.example.com',
			description:
				'Domains, separated by commas. Where the base URL is another one, name its domain here as well.',
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
