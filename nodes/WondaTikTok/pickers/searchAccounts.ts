import type {
	IDataObject,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	INodeListSearchResult,
} from 'n8n-workflow';

import { asFailure } from '../../shared/failures/connection';
import { nodeError } from '../../shared/failures/nodeError';
import { refusal, unreadable } from '../../shared/failures/refusal';

interface Account extends IDataObject {
	tiktokAccountId: string;
	username?: string;
	displayName?: string;
	grantedScopes?: string[];
}

/** Scope without which TikTok takes no post of an account (adjacent endpoints, Accounts). */
const PUBLISH = 'video.publish';

function label({ displayName, username, tiktokAccountId, grantedScopes }: Account): string {
	const handle = username ? `@${username}` : tiktokAccountId;
	const name = displayName ? `${displayName} (${handle})` : handle;
	return grantedScopes && !grantedScopes.includes(PUBLISH)
		? `${name}, not allowed to publish`
		: name;
}

function accountsIn(response: IN8nHttpFullResponse): Account[] {
	if (response.statusCode !== 200) throw refusal(response);
	const { accounts } = (response.body ?? {}) as unknown as { accounts?: Account[] };
	if (!Array.isArray(accounts)) throw unreadable(response);
	return accounts;
}

/**
 * The account picker: the connected accounts whose name holds what was typed.
 *
 * @param filter what was typed, in any case
 * @throws NodeApiError in the words of the node when the list cannot be read
 */
export async function searchAccounts(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	const { baseUrl } = await this.getCredentials<{ baseUrl: string }>('wondaApi');
	try {
		const response = (await this.helpers.httpRequestWithAuthentication.call(this, 'wondaApi', {
			baseURL: baseUrl.trim().replace(/(?<!\/)\/+$/, ''),
			url: '/tiktok/accounts',
			json: true,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		})) as IN8nHttpFullResponse;

		const results = accountsIn(response)
			.map((account) => ({ name: label(account), value: account.tiktokAccountId }))
			.filter(({ name }) => name.toLowerCase().includes(filter.toLowerCase()));
		return { results };
	} catch (error) {
		throw nodeError(this.getNode(), asFailure(error).whereBroken('Open the list again.'));
	}
}
