import type { FunctionsBase, IDataObject } from 'n8n-workflow';

import { unreadableCredential, unusableKey } from '../failures/credential';
import type { Failure } from '../failures/failure';
import { hiding, quoting, type Quote } from '../failures/quote';
import { gateTo, type Gate } from './gate';
import { shortHash } from './shortHash';

/** What a run needs to know of its credential. */
export interface Desk {
	/** Without slashes at its end; empty where the credential holds no text. */
	baseUrl: string;
	/** Tells the account of one base URL and key from any other, and tells neither of the two. */
	account: string;
	/** The way to the service. It is asked for anew for each request: an idle one may have been forgotten meanwhile. */
	gate(): Gate;
	/** Makes texts of the service fit to be read. */
	quote: Quote;
	/** Leaves the API key out of a text. */
	hide(text: string): string;
	/** What keeps the credential from being used: its key cannot be sent. n8n itself would send a request without a key. */
	unusable?: Failure;
}

const withoutSlashes = (baseUrl: unknown) => trimmed(baseUrl).replace(/(?<!\/)\/+$/, '');

/** The desk of a credential that n8n cannot read any more, which must not hide what happened to a post. */
function closedDesk(error: unknown): Desk {
	return { ...deskWith({}), unusable: unreadableCredential(error) };
}

const trimmed = (value: unknown) => (typeof value === 'string' ? value.trim() : '');

function deskWith({ apiKey, ...credential }: IDataObject): Desk {
	const baseUrl = withoutSlashes(credential.baseUrl);
	const account = shortHash([baseUrl, trimmed(apiKey)]);
	return {
		baseUrl,
		account,
		gate: () => gateTo(account),
		quote: quoting(apiKey),
		hide: hiding(apiKey),
		unusable: unusableKey(apiKey),
	};
}

/**
 * The desk of a credential.
 *
 * @param context of any node of this package
 */
export async function deskOf(context: Pick<FunctionsBase, 'getCredentials'>): Promise<Desk> {
	return await context.getCredentials<IDataObject>('wondaApi').then(deskWith, closedDesk);
}
