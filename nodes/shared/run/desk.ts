import type { FunctionsBase, IDataObject } from 'n8n-workflow';

import { hiding, quoting, type Quote } from '../failures/quote';
import { gateTo, type Gate } from './gate';

/** What a run needs to know of its credential. */
export interface Desk {
	/** The way to the service. */
	gate: Gate;
	/** Makes texts of the service fit to be read. */
	quote: Quote;
	/** Leaves the API key out of a text. */
	hide(text: string): string;
}

/**
 * The desk of a credential.
 *
 * @param context of any node of this package
 */
export async function deskOf(context: Pick<FunctionsBase, 'getCredentials'>): Promise<Desk> {
	// A credential that cannot be read any more must not hide what happened to a post.
	const credential = await context.getCredentials<IDataObject>('wondaApi').catch(() => undefined);
	const { apiKey, baseUrl } = credential ?? {};
	return { gate: gateTo(baseUrl, apiKey), quote: quoting(apiKey), hide: hiding(apiKey) };
}
