import type { INode } from 'n8n-workflow';

import type { Bench } from '../bench.mts';
import type { Contender } from '../contenders/contender.mts';
import { httpRequest } from '../contenders/httpRequest.mts';
import { type Part, alone } from '../contenders/nodes.mts';
import type { Crowd } from '../plan.mts';
import type { SceneLimit } from '../service/scene.mts';

/** Who takes part against a limit, and with what. */
export interface Entrant {
	readonly id: string;
	readonly name: string;
	readonly credential: Contender['credential'];
	readonly part: Part;
}

/** Every contender as it is, and the others with what n8n offers against limits. */
export function entrantsOf(
	{ contenders, service, plan }: Bench,
	{ limit, executions = 1, only }: Crowd,
	waits: boolean,
): Entrant[] {
	const asIs = (contender: Contender): Entrant => ({
		...contender,
		part: waits ? contender.postAndWait : alone(contender.post),
	});
	if (plan.smoke) return contenders.slice(0, 2).map(asIs);
	const all = [
		...contenders.map(asIs),
		...contenders.filter(({ id }) => id !== 'wonda').map((other) => retrying(asIs(other))),
		// It spreads the items of one execution, so it is of no use to many with one each.
		...(executions > 1 ? [] : [asIs(paced(httpRequest(service, batchingAt(limit))))]),
	];
	return all.filter(({ id }) => only?.includes(id) ?? true);
}

/** HTTP Request's own option, set to just what the limit lets through. */
const batchingAt = ({ requests, windowMs }: SceneLimit) => ({
	options: { batching: { batch: { batchSize: 1, batchInterval: windowMs / requests } } },
});

const paced = (contender: Contender): Contender => ({
	...contender,
	id: 'http-paced',
	name: 'HTTP Request, Batching at the limit',
});

/** The same with Retry On Fail, as often and as patient as n8n lets a user set it. */
function retrying({ part, ...entrant }: Entrant): Entrant {
	const nodes = part.nodes.map(
		(one): INode => ({ ...one, retryOnFail: true, maxTries: 5, waitBetweenTries: 5000 }),
	);
	return {
		...entrant,
		id: `${entrant.id}-retry`,
		name: `${entrant.name}, Retry On Fail`,
		part: { ...part, nodes },
	};
}
