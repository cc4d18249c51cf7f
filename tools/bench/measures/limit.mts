import type { INode } from 'n8n-workflow';

import type { Bench } from '../bench.mts';
import type { Contender } from '../contenders/contender.mts';
import { httpRequest } from '../contenders/httpRequest.mts';
import { alone, type Part } from '../contenders/nodes.mts';
import type { Crowd } from '../plan.mts';
import {
	countPosts,
	outcomeOf,
	type RealOutcome,
	type RealOutcomes,
	type RealRun,
} from '../real.mts';
import type { AcceptedPost, SceneLimit } from '../service/scene.mts';
import { runExecutions } from './executions.mts';

/** One contender against a service that takes only so many requests in a time. */
export interface LimitRow {
	readonly id: string;
	readonly name: string;
	/** Posts that were accepted. */
	readonly accepted: number;
	/** Looks that were answered. */
	readonly looks: number;
	/** Items whose post never arrived. */
	readonly lost: number;
	/** Posts that arrived once more. */
	readonly doubled: number;
	/** Where jobs are waited for: items that were posted and whose job's end nobody saw. */
	readonly unseen?: number;
	/** Answers "too many requests". */
	readonly refused: number;
	/** Milliseconds until the last node had ended. */
	readonly tookMs: number;
	/** What n8n showed, where the node failed. */
	readonly error?: string;
}

/** All contenders against one limit. */
export interface LimitResult {
	readonly crowd: Crowd;
	/** How long each job takes. */
	readonly jobMs: number;
	/** Requests that nobody can do without: a post for each video, and a look where it is waited for. */
	readonly requests: number;
	/** Milliseconds that the limit itself takes for so many requests. */
	readonly floorMs: number;
	readonly rows: readonly LimitRow[];
}

/** What the crowds of a measure have in common. */
export interface Crowds {
	/** What the ids of their runs begin with. */
	readonly prefix: string;
	readonly crowds: readonly Crowd[];
	readonly jobMs: number;
	/** Whether the jobs are waited for. */
	readonly waits: boolean;
}

/** Posts, without waiting for jobs. */
export const posting = ({ plan }: Bench): Crowds => ({
	prefix: 'l',
	crowds: plan.limits,
	jobMs: 0,
	waits: false,
});

/** Videos that are waited for. */
export const waitingFor = ({ plan }: Bench): Crowds => ({
	prefix: 'v',
	...plan.waitingLimits,
	waits: true,
});

const runId = ({ prefix }: Crowds, place: number, { id }: Entrant) =>
	`${prefix}${String(place)}-${id}`;

/** The runs of this measure in the real n8n. */
export function limitRuns(bench: Bench, all: Crowds): RealRun[] {
	return all.crowds.flatMap((crowd, place) => {
		if (crowd.executions !== undefined) return [];
		return entrantsOf(bench, crowd, all.waits).map((entrant) => ({
			id: runId(all, place, entrant),
			part: entrant.part,
			count: crowd.count,
			service: { jobMs: [all.jobMs], limit: crowd.limit },
			// Whoever waits for one video after the other takes its time; this node's looks are work.
			pace: all.waits && entrant.id === 'wonda' ? ('quick' as const) : ('slow' as const),
		}));
	});
}

/** What the runs say, for each limit; those in n8n's engine are made now, one after another. */
export async function limitResults(
	bench: Bench,
	outcomes: RealOutcomes,
	all: Crowds,
): Promise<LimitResult[]> {
	const results: LimitResult[] = [];
	for (const [place, crowd] of all.crowds.entries()) {
		const { count, limit, executions } = crowd;
		const rows: LimitRow[] = [];
		for (const entrant of entrantsOf(bench, crowd, all.waits)) {
			const id = runId(all, place, entrant);
			const service = { jobMs: [all.jobMs], limit };
			const outcome =
				executions === undefined
					? outcomeOf(outcomes, id)
					: await runExecutions(bench, { ...entrant, id, count, executions, service });
			const { posts } = outcome.report;
			rows.push({
				...rowOf(entrant, outcome, count),
				unseen: all.waits ? countUnseen(posts) : undefined,
			});
		}
		const requests = all.waits ? 2 * count : count;
		const floorMs = (Math.ceil(requests / limit.requests) - 1) * limit.windowMs;
		results.push({ crowd, jobMs: all.jobMs, requests, floorMs, rows });
	}
	return results;
}

const rowOf = (
	{ id, name }: Entrant,
	{ report, tookMs, error }: RealOutcome,
	count: number,
): LimitRow => ({
	id,
	name,
	...countPosts(report, count),
	looks: report.looks,
	refused: report.refused,
	tookMs,
	error,
});

/** How many items have a post, but none whose job's end was seen. */
function countUnseen(posts: readonly AcceptedPost[]): number {
	const seen = posts.filter(({ seenMs }) => seenMs !== undefined);
	return new Set(posts.map(({ key }) => key)).size - new Set(seen.map(({ key }) => key)).size;
}

/** Who takes part against a limit, and with what. */
export interface Entrant {
	readonly id: string;
	readonly name: string;
	readonly credential: Contender['credential'];
	readonly part: Part;
}

/** Every contender as it is, and the others with what n8n offers against limits. */
function entrantsOf(
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
