import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialsHelper,
	IHttpRequestOptions,
} from 'n8n-workflow';

import { WondaApi } from '../../credentials/WondaApi.credentials';

type AuthenticateFunction = Extract<IAuthenticate, (...args: never[]) => unknown>;

export interface WondaCredential {
	apiKey: string;
	baseUrl: string;
}

/**
 * What n8n's server does with a credential: decrypts it (here it is given as it is), resolves the expressions of its fields
 * for the item that it is read for, and adds what the credential type declares to each request, all by n8n's own engine.
 */
export function credentialsHelper(credential: WondaCredential): ICredentialsHelper {
	const authenticate = new WondaApi().authenticate as AuthenticateFunction;
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
		authenticate: async (credentials, _type, request) =>
			await authenticate(credentials, request as IHttpRequestOptions),
	};
	return helper as ICredentialsHelper;
}
