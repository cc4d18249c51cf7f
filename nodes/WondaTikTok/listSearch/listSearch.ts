import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { isObject } from '../../shared/api/answers';
import { ApiClient } from '../../shared/api/client';
import type { ApiRequest } from '../../shared/api/request';
import { nodeError } from '../../shared/api/nodeError';
import { asFailure } from '../../shared/api/requestFailure';
import type { Sanitize } from '../../shared/api/sanitize';
import { monotonicNow } from '../../shared/api/time';
import { linkTo } from './labels';

/** What the label of an entry is made with. */
export interface LabelContext {
	sanitize: Sanitize;
	/** The zone in which times are shown. */
	zone: string;
}

/** What a resource locator lists. */
interface ListSource {
	request: ApiRequest;
	/** The name of the ID in an entry. */
	id: string;
	/** Whether a text has the form of such an ID: n8n would run one that begins with `=` as an expression. */
	isId: (text: string) => boolean;
	/** The parts of an entry's label; what the service did not give is empty. */
	label: (entry: IDataObject, context: LabelContext) => string[];
}

/** An entry as n8n lists it; undefined for one without a usable ID. */
function itemOf(
	entry: unknown,
	{ id, isId, label }: ListSource,
	context: LabelContext,
): INodeListSearchItems | undefined {
	if (!isObject(entry)) return undefined;
	const value = entry[id];
	if (typeof value !== 'string' || !isId(value) || context.sanitize(value) !== value) {
		return undefined;
	}
	const name = label(entry, context).filter(Boolean).join(', ');
	return { name, value, url: linkTo(entry.url, context.sanitize) };
}

const matches = ({ name, value }: INodeListSearchItems, filter: string) =>
	`${name}\n${String(value)}`.toLowerCase().includes(filter.trim().toLowerCase());

/**
 * Makes the `listSearch` method of a resource locator: the entries whose label or ID contains what was typed, in any case.
 *
 * @returns a method that throws NodeApiError if the list cannot be read
 */
export const listSearch = (source: ListSource) =>
	async function (this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
		const client = await ApiClient.for(this);
		try {
			const context = { sanitize: client.sanitize, zone: this.getTimezone() };
			const owner = { startedAt: monotonicNow() };
			const results = (await client.sendForList(source.request, { owner, maxWaitMs: 0 }))
				.map((entry) => itemOf(entry, source, context))
				.filter((item) => item !== undefined);
			return { results: results.filter((item) => matches(item, filter)) };
		} catch (error) {
			const failure = asFailure(error).ifOutcomeUnknown('Open the list again.');
			throw nodeError(this.getNode(), failure.redacted(client.redact));
		}
	};
