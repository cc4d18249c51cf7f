import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../shared/api/answers';
import type { ApiRequest } from '../../shared/api/transport';
import type { Sanitize } from '../../shared/api/sanitize';
import { SHORT } from './labels';

/** The connected accounts ("Accounts"). */
export const ACCOUNTS: ApiRequest = { kind: 'read', path: '/tiktok/accounts' };

/** What people know an account by: its handle, or its ID if it has none. */
export const handleOf = ({ username, tiktokAccountId }: IDataObject, sanitize: Sanitize) =>
	username ? `@${sanitize(username, SHORT)}` : sanitize(tiktokAccountId, SHORT);

/** The handles of accounts by their ID. */
export const handlesById = (accounts: unknown[], sanitize: Sanitize): Map<unknown, string> =>
	new Map(
		accounts
			.filter(isObject)
			.map((account) => [account.tiktokAccountId, handleOf(account, sanitize)]),
	);
