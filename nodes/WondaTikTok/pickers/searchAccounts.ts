import { isUuid } from '../../shared/rules/values';
import { searching } from './picker';
import { SHORT } from './words';

/** Scope without which TikTok takes no post of an account (adjacent endpoints, Accounts). */
const PUBLISH = 'video.publish';

/** The connected accounts; those that may not publish, or are not active, are marked. */
export const searchAccounts = searching({
	path: '/tiktok/accounts',
	id: 'tiktokAccountId',
	isId: isUuid,
	words({ displayName, username, tiktokAccountId, grantedScopes, status }, { quote }) {
		const known = quote(username, SHORT);
		const handle = known ? `@${known}` : String(tiktokAccountId);
		const name = quote(displayName, SHORT);
		const scopes: unknown = grantedScopes;
		const mayNotPublish = Array.isArray(scopes) && !scopes.includes(PUBLISH);
		return [
			name ? `${name} (${handle})` : handle,
			mayNotPublish ? 'not allowed to publish' : '',
			(status ?? 'active') === 'active' ? '' : 'not active',
		];
	},
});
