import type {
	ICredentialDataDecryptedObject,
	ICredentialsHelper,
	IHttpRequestOptions,
	INode,
	Workflow,
} from 'n8n-workflow';

import { WondaApi } from '../../credentials/WondaApi.credentials';

export interface WondaCredential {
	apiKey: string;
	baseUrl: string;
}

/**
 * What n8n's server does with a credential: decrypts it (here it is given as it is), resolves the expressions of its fields
 * for the item that it is read for, and adds what the credential type declares to each request, all by n8n's own engine.
 */
export function credentialsHelper(credential: WondaCredential): ICredentialsHelper {
	const { headers = {} } = new WondaApi().authenticate.properties;

	const helper: Partial<ICredentialsHelper> = {
		getParentTypes: () => [],
		isCredentialUsableByNode: () => true,
		preAuthentication: async () => undefined,
		getDecrypted: async (...[, , , , executeData, , item]) =>
			item
				? (item.workflow.expression.getParameterValue(
						{ ...credential },
						item.runExecutionData ?? null,
						item.runIndex,
						item.itemIndex,
						item.node.name,
						item.connectionInputData,
						'internal',
						{},
						executeData,
					) as ICredentialDataDecryptedObject)
				: { ...credential },
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
