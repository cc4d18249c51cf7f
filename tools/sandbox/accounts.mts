import { randomUUID } from 'node:crypto';
import { ACCOUNTS } from './seed.mts';

/** A connected account, as `GET /tiktok/accounts` shows it. */
export interface Account {
	tiktokAccountId: string;
	tiktokUserId: string;
	username: string;
	displayName: string;
	avatarUrl: string;
	status: string;
	grantedScopes: string[];
}

/** An account with the fields of `known`; the others are filled in. Unless `known` says otherwise, it may publish. */
export function newAccount(known: Partial<Account> = {}): Account {
	const username = known.username ?? `creator.${randomUUID().slice(0, 8)}`;
	return {
		tiktokAccountId: randomUUID(),
		tiktokUserId: `_000${randomUUID().replaceAll('-', '').slice(0, 16)}`,
		username,
		displayName: username,
		avatarUrl: `https://example.com/avatars/${encodeURIComponent(username)}.png`,
		status: 'active',
		grantedScopes: ['video.publish', 'user.info.basic'],
		...known,
	};
}

/** The two seeded accounts, new objects each time. */
export function seededAccounts(): Account[] {
	return [
		newAccount({
			tiktokAccountId: ACCOUNTS.studio,
			tiktokUserId: '_000wondastudio',
			username: 'wonda.studio',
			displayName: 'Wonda Studio',
		}),
		newAccount({
			tiktokAccountId: ACCOUNTS.reader,
			tiktokUserId: '_000wondareader',
			username: 'wonda.reader',
			displayName: 'Wonda Reader',
			grantedScopes: ['user.info.basic'],
		}),
	];
}
