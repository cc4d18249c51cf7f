import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { isObject } from '../../shared/api/answers';
import { ApiClient } from '../../shared/api/client';
import type { ApiRequest } from '../../shared/api/transport';
import { nodeError } from '../../shared/api/nodeError';
import { asFailure } from '../../shared/api/requestFailure';
import type { Sanitize } from '../../shared/api/sanitize';
import { monotonicNow } from '../../shared/api/time';
import { isZone } from '../../shared/validation/timeZone';
import { linkTo, SHORT } from './labels';

/** What the label of an entry is made with. */
export interface LabelContext {
	sanitize: Sanitize;
	/** The IANA name of the zone in which times are shown. */
	zone: string;
	/** The handles of the TikTok accounts that the entries name, by their ID. */
	handles: ReadonlyMap<unknown, string>;
}

/** What a resource locator lists. */
interface ListSource {
	request: ApiRequest;
	/** The name of the ID in an entry. */
	id: string;
	/** Whether a text has the form of such an ID: n8n would run one that begins with `=` as an expression. */
	isId: (text: string) => boolean;
	/** Whether an entry may name the TikTok account that it belongs to. */
	namesAccounts?: true;
	/** The parts of an entry's label; what the service did not give is empty. */
	label: (entry: IDataObject, context: LabelContext) => Array<string | undefined>;
}

/** The connected accounts ("Accounts"). */
export const ACCOUNTS: ApiRequest = { kind: 'read', path: '/tiktok/accounts' };

/** What people know an account by: its handle, or its ID if it has none. */
export const handleOf = ({ username, tiktokAccountId }: IDataObject, sanitize: Sanitize) =>
	username ? `@${sanitize(username, SHORT)}` : sanitize(tiktokAccountId, SHORT);

const namesAccount = (entry: unknown) => isObject(entry) && entry.tiktokAccountId !== undefined;

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

/** The zone of the workflow, which the hidden field hands over where the operation has it, else that of the instance. */
function zoneOf(context: ILoadOptionsFunctions): string {
	const zones = [context.getCurrentNodeParameter('workflowTimezone'), context.getTimezone()];
	return zones.find((zone): zone is string => typeof zone === 'string' && isZone(zone)) ?? 'UTC';
}

const matches = ({ name, value }: INodeListSearchItems, filter: string) =>
	`${name}\n${String(value)}`.toLowerCase().includes(filter.trim().toLowerCase());

/**
 * Makes the `listSearch` method of a resource locator: the entries whose label or ID contains what was typed, in any case.
 * The method throws NodeApiError if the list cannot be read.
 */
export const listSearch = (source: ListSource) =>
	async function (this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
		const client = await ApiClient.for(this);
		try {
			const { sanitize } = client;
			const options = { owner: { startedAt: monotonicNow() }, maxWaitMs: 0 };
			const list = async (request: ApiRequest) => await client.sendForList(request, options);
			const entries = await list(source.request);
			// An entry can be chosen without the handle of its account.
			const accounts =
				source.namesAccounts && entries.some(namesAccount)
					? await list(ACCOUNTS).catch(() => [])
					: [];
			const handles = accounts
				.filter(isObject)
				.map((one) => [one.tiktokAccountId, handleOf(one, sanitize)] as const);
			const context = { sanitize, zone: zoneOf(this), handles: new Map<unknown, string>(handles) };
			const results = entries
				.map((entry) => itemOf(entry, source, context))
				.filter((item) => item !== undefined);
			return { results: results.filter((item) => matches(item, filter)) };
		} catch (error) {
			const failure = asFailure(error).ifOutcomeUnknown('Open the list again.');
			throw nodeError(this.getNode(), failure.redacted(client.redact));
		}
	};
