import type {
	IDataObject,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { asFailure } from '../../shared/failures/connection';
import { nodeError } from '../../shared/failures/nodeError';
import { quoting, type Quote } from '../../shared/failures/quote';
import { refusal, unreadable } from '../../shared/failures/refusal';
import { listIn } from '../../shared/operations/listIn';
import { linkTo } from './words';

/** What the words of an entry are made with. */
export interface Telling {
	/** Texts of the service go through it. */
	quote: Quote;
	/** Zone in which times are shown, as n8n knows it here. */
	zone: string;
}

/** What a resource locator lists. */
export interface Picker {
	/** The endpoint that lists it. */
	path: string;
	qs?: IDataObject;
	/** The name of the ID in an entry. */
	id: string;
	/** Whether a text has the form of such an ID: n8n would run one that begins with `=` as an expression. */
	isId: (text: string) => boolean;
	/** What tells an entry apart, in the order in which it is shown; what the service did not give is empty. */
	words: (entry: IDataObject, telling: Telling) => string[];
}

const textOf = (value: unknown) => (typeof value === 'string' ? value.trim() : '');

/** Asks for the list, with the credential of the node. */
async function entriesOf(
	context: ILoadOptionsFunctions,
	{ path, qs }: Picker,
	baseUrl: unknown,
): Promise<unknown[]> {
	const response = (await context.helpers.httpRequestWithAuthentication.call(context, 'wondaApi', {
		baseURL: textOf(baseUrl).replace(/(?<!\/)\/+$/, ''),
		url: path,
		qs,
		json: true,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
	})) as IN8nHttpFullResponse;

	if (response.statusCode < 200 || response.statusCode >= 300) throw refusal(response);
	const list = listIn(response.body);
	if (!list) throw unreadable(response);
	return list;
}

/** An entry as n8n lists it; undefined for one without an ID that may be passed on. */
function itemOf(
	entry: unknown,
	{ id, isId, words }: Picker,
	telling: Telling,
): INodeListSearchItems | undefined {
	if (typeof entry !== 'object' || entry === null) return undefined;
	const record = entry as IDataObject;
	const value = record[id];
	if (typeof value !== 'string' || !isId(value) || telling.quote(value) !== value) return undefined;
	const name = words(record, telling).filter(Boolean).join(', ');
	return { name, value, url: linkTo(record.url, telling.quote) };
}

const holds = ({ name, value }: INodeListSearchItems, typed: string) =>
	`${name}\n${String(value)}`.toLowerCase().includes(typed.trim().toLowerCase());

/**
 * Makes the `listSearch` method of a resource locator: the entries whose words or ID hold what was typed, in any case.
 *
 * @returns a method that throws NodeApiError in the words of the node when the list cannot be read
 */
export const searching = (picker: Picker) =>
	async function (this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
		let quote = quoting(undefined);
		try {
			const { apiKey, baseUrl } = await this.getCredentials('wondaApi');
			quote = quoting(apiKey);
			const telling = { quote, zone: this.getTimezone() };
			const results = (await entriesOf(this, picker, baseUrl))
				.map((entry) => itemOf(entry, picker, telling))
				.filter((item) => item !== undefined);
			return { results: results.filter((item) => holds(item, filter)) };
		} catch (error) {
			const failure = asFailure(error).whereBroken('Open the list again.');
			const { message, description } = failure.facts;
			throw nodeError(
				this.getNode(),
				failure.with({ message: quote(message), description: quote(description) }),
			);
		}
	};
