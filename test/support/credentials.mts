import type { ICredentialsHelper, IHttpRequestOptions, INode, Workflow } from 'n8n-workflow';

import { WondaApi } from '../../credentials/WondaApi.credentials';

export interface WondaCredential {
	apiKey: string;
	baseUrl: string;
}

/**
 * What n8n's server does with a credential: decrypts it (here it is given as it is) and adds what the credential type
 * declares to each request, its expressions resolved by n8n's own engine.
 */
export function credentialsHelper(credential: WondaCredential): ICredentialsHelper {
	const { headers = {} } = new WondaApi().authenticate.properties;

	const helper: Partial<ICredentialsHelper> = {
		getParentTypes: () => [],
		isCredentialUsableByNode: () => true,
		preAuthentication: async () => undefined,
		getDecrypted: async () => ({ ...credential }),
		authenticate: async (credentials, _type, request, workflow, node) => {
			const resolve = (value: string) =>
				(workflow as Workflow).expression.getSimpleParameterValue(
					node as INode,
					value,
					'internal',
					{
						$credentials: credentials,
					},
				) as string;
			const added = Object.entries(headers).map(([name, value]) => [name, resolve(String(value))]);
			return {
				...(request as IHttpRequestOptions),
				headers: { ...request.headers, ...Object.fromEntries(added) },
			};
		},
	};
	return helper as ICredentialsHelper;
}
