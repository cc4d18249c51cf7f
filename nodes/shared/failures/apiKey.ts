import type { IAllExecuteFunctions } from 'n8n-workflow';

import type { Failure } from './failure';
import { hiding, quoting, type Quote } from './quote';

type Context = Pick<IAllExecuteFunctions, 'getCredentials'>;

/**
 * What the credential of a node holds as its API key, of whatever type.
 *
 * @throws what n8n throws when it cannot read the credential
 */
export async function apiKeyOf(context: Context): Promise<unknown> {
	const { apiKey } = await context.getCredentials<{ apiKey?: unknown }>('wondaApi');
	return apiKey;
}

/** A credential that cannot be read any more must not hide what happened to a post. */
async function knownKeyOf(context: Context): Promise<unknown> {
	try {
		return await apiKeyOf(context);
	} catch {
		return undefined;
	}
}

/** How texts of the service may be shown to those who use a node: without the API key of its credential. */
export const quoteFor = async (context: Context): Promise<Quote> =>
	quoting(await knownKeyOf(context));

/** The failure without the API key in any of its facts: the last net, should a text have come another way. */
export async function withoutKey(context: Context, failure: Failure): Promise<Failure> {
	const hide = hiding(await knownKeyOf(context));
	const facts = Object.entries(failure.facts).map(([name, fact]): [string, unknown] => [
		name,
		typeof fact === 'string' ? hide(fact) : fact,
	]);
	return failure.with(Object.fromEntries(facts));
}
