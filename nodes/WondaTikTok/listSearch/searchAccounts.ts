import { isUuid } from '../../shared/validation/values';
import { SHORT } from './labels';
import { ACCOUNTS, handleOf, listSearch } from './listSearch';

/** The scope without which TikTok accepts no post of an account ("Accounts"). */
const PUBLISH_SCOPE = 'video.publish';

/** The connected accounts; those that may not publish, or are not active, are marked. */
export const searchAccounts = listSearch({
	request: ACCOUNTS,
	id: 'tiktokAccountId',
	isId: isUuid,
	label(account, { sanitize }) {
		const { displayName, grantedScopes, status } = account;
		const handle = handleOf(account, sanitize);
		const name = sanitize(displayName, SHORT);
		const scopes: unknown = grantedScopes;
		const mayPublish = !Array.isArray(scopes) || scopes.includes(PUBLISH_SCOPE);
		return [
			name ? `${name} (${handle})` : handle,
			mayPublish ? '' : 'not allowed to publish',
			(status ?? 'active') === 'active' ? '' : 'not active',
		];
	},
});
