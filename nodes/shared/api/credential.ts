import { createHash } from 'crypto';
import type { FunctionsBase, IDataObject } from 'n8n-workflow';

import { Failure } from './failure';

/** What a credential of type Wonda API resolves to for one item, or why it cannot be used. */
export interface WondaCredential {
	/** As n8n decrypted it. */
	data: IDataObject;
	/** Without slashes at its end; empty if the credential holds no text. */
	baseUrl: string;
	/** A hash that identifies the service and the key, and reveals neither. */
	account: string;
	/** Why nothing can be sent with it. */
	unusable?: Failure;
}

const WHAT_TO_DO =
	'Open the Wonda credential and enter the whole key, including sk_. If the field contains an expression, check what it resolves to. Nothing was sent.';

/** What Node lets a header hold, less the letters beyond ASCII, which no key has. */
const HEADER_TEXT = /^[\x20-\x7e]*$/;

/** Characters of a hash: 96 bits. */
const HASH_LENGTH = 16;

/** A short hash of a value, from which the value cannot be read. */
export const hashOf = (value: unknown): string =>
	createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, HASH_LENGTH);

const trimmed = (value: unknown) => (typeof value === 'string' ? value.trim() : '');

const withoutSlashes = (url: string) => url.replace(/(?<!\/)\/+$/, '');

/** One spelling for each address: scheme and host in small letters, no default port. */
const canonical = (baseUrl: string) =>
	URL.canParse(baseUrl) ? withoutSlashes(new URL(baseUrl).href) : baseUrl;

function problemWith(apiKey: unknown): string | undefined {
	if (apiKey === undefined || apiKey === null || apiKey === '') return 'is empty';
	if (typeof apiKey !== 'string') return 'is not text';
	if (apiKey.trim() === '') return 'is empty';
	return HEADER_TEXT.test(apiKey.trim())
		? undefined
		: 'contains characters that are not allowed in a request header';
}

function credentialOf(data: IDataObject): WondaCredential {
	const baseUrl = withoutSlashes(trimmed(data.baseUrl));
	const problem = problemWith(data.apiKey);
	return {
		data,
		baseUrl,
		account: hashOf([canonical(baseUrl), trimmed(data.apiKey)]),
		unusable:
			problem === undefined
				? undefined
				: new Failure('invalid', {
						message: `The API key of the Wonda credential ${problem}`,
						description: WHAT_TO_DO,
					}),
	};
}

/** A credential that n8n can no longer read must not hide what happened to a post, so this never throws. */
function unreadable(error: Error): WondaCredential {
	return {
		...credentialOf({}),
		unusable: new Failure('invalid', {
			message: 'n8n cannot read the Wonda credential',
			description: `${error.message}. Nothing was sent.`,
		}),
	};
}

/** Reads the credential for the item of a context: n8n resolves an expression in it for each item. */
export async function readCredential(
	context: Pick<FunctionsBase, 'getCredentials'>,
): Promise<WondaCredential> {
	return await context.getCredentials<IDataObject>('wondaApi').then(credentialOf, unreadable);
}
