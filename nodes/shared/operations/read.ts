import { jsonOf } from '../api/answers';
import { Failure } from '../api/failure';
import { asFailure } from '../api/requestFailure';
import type { ItemWork } from './item';

/** n8n's engine fails with some 100,000 entries from one node: it passes them as arguments of a call. */
const MAX_ENTRIES = 50_000;

/** What Limit holds where n8n does not show it, because Return All is a text that says false. */
const DEFAULT_LIMIT = 50;

const UNCHANGED = 'This step only reads, so it is safe to run it again.';

/** Rethrows a failure of a request that changes nothing. */
function unchanged(error: unknown): never {
	throw asFailure(error).ifOutcomeUnknown(UNCHANGED);
}

/** The output is the API's answer, a JSON object. */
export const getOne: ItemWork = async ({ client, request, owner }) => [
	await client.sendForObject(request, { owner }).catch(unchanged),
];

/** An item for each entry of a list, as many as are wanted. */
export const getMany: ItemWork = async ({ client, request, owner, values }) => {
	const entries = await client.sendForList(request, { owner }).catch(unchanged);
	const { returnAll, limit = DEFAULT_LIMIT } = values;
	const wanted = returnAll ? entries : entries.slice(0, limit as number);
	if (wanted.length <= MAX_ENTRIES) return wanted.map(jsonOf);
	throw new Failure('refused', {
		message: `Wonda's list has ${wanted.length} entries, and n8n takes no more than ${MAX_ENTRIES} from one node at once`,
		description: `Turn off Return All, and set Limit to ${MAX_ENTRIES} at most.`,
	});
};
