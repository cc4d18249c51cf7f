import { isUuid } from '../../shared/validation/values';
import { SHORT } from './labels';
import { listSearch } from './listSearch';

/** The scope without which TikTok accepts no post of an account ("Accounts"). */
const PUBLISH_SCOPE = 'video.publish';

/** The connected accounts; those that may not publish, or are not active, are marked. */
export const searchAccounts = listSearch({
	request: { kind: 'read', path: '/tiktok/accounts' },
	id: 'tiktokAccountId',
	isId: isUuid,
	label({ displayName, username, tiktokAccountId, grantedScopes, status }, { sanitize }) {
		const handle = username ? `@${sanitize(username, SHORT)}` : String(tiktokAccountId);
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
