import type { Endpoint } from './call.mts';

/** `GET /tiktok/accounts`. */
export const listAccounts: Endpoint = ({ world }) => ({
	status: 200,
	body: { accounts: [...world.accounts.values()] },
});
