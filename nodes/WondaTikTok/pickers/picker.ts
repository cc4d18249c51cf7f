import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { asFailure } from '../../shared/failures/connection';
import { nodeError } from '../../shared/failures/nodeError';
import type { Quote } from '../../shared/failures/quote';
import { askForList } from '../../shared/operations/ask';
import { deskOf } from '../../shared/run/desk';
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
		const desk = await deskOf(this);
		try {
			const telling = { quote: desk.quote, zone: this.getTimezone() };
			const { path, qs } = picker;
			const results = (await askForList({ path, qs }, { context: this, desk }))
				.map((entry) => itemOf(entry, picker, telling))
				.filter((item) => item !== undefined);
			return { results: results.filter((item) => holds(item, filter)) };
		} catch (error) {
			const failure = asFailure(error).whereBroken('Open the list again.');
			throw nodeError(this.getNode(), failure.without(desk.hide));
		}
	};
