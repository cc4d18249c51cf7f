import type { Bench } from '../bench.mts';
import type { Contender } from '../contenders/contender.mts';
import { httpRequest } from '../contenders/httpRequest.mts';
import { alone } from '../contenders/nodes.mts';
import type { Limit } from '../plan.mts';
import { type RealOutcomes, type RealRun, countPosts, outcomeOf } from '../real/run.mts';

/** One contender against a service that takes only so many posts in a time. */
export interface LimitRow {
	readonly id: string;
	readonly name: string;
	readonly accepted: number;
	/** Items whose post never arrived. */
	readonly lost: number;
	/** Posts that arrived once more. */
	readonly doubled: number;
	/** Answers "too many requests". */
	readonly refused: number;
	/** Milliseconds until the node had ended. */
	readonly tookMs: number;
	/** What n8n showed, where the node failed. */
	readonly error?: string;
}

/** All contenders against one limit. */
export interface LimitResult {
	readonly limit: Limit;
	/** Milliseconds that the limit itself takes for so many posts. */
	readonly floorMs: number;
	readonly rows: readonly LimitRow[];
}

/** Every contender as it is, and the others with what n8n offers against limits. */
function limited({ contenders, service, plan }: Bench, { posts, windowMs }: Limit): Contender[] {
	const paced = httpRequest(service, {
		options: {
			batching: { batch: { batchSize: 1, batchInterval: windowMs / posts } },
		},
	});
	if (plan.smoke) return contenders.slice(0, 2);
	return [
		...contenders,
		...contenders.filter(({ id }) => id !== 'wonda').map(retrying),
		{ ...paced, id: 'http-paced', name: 'HTTP Request, Batching at the limit' },
	];
}

/** The contender with Retry On Fail, as often and as patient as n8n lets a user set it. */
const retrying = (contender: Contender): Contender => ({
	...contender,
	id: `${contender.id}-retry`,
	name: `${contender.name}, Retry On Fail`,
	post: { ...contender.post, retryOnFail: true, maxTries: 5, waitBetweenTries: 5000 },
});

const runId = ({ id }: Contender, { posts }: Limit) => `l-${String(posts)}-${id}`;

/** The runs of this measure. */
export function limitRuns(bench: Bench): RealRun[] {
	return bench.plan.limits.flatMap((limit) =>
		limited(bench, limit).map((contender) => ({
			id: runId(contender, limit),
			part: alone(contender.post),
			count: limit.count,
			service: { jobMs: [0], limit },
			pace: 'slow' as const,
		})),
	);
}

/** What the runs of this measure say, for each limit. */
export function limitResults(bench: Bench, outcomes: RealOutcomes): LimitResult[] {
	return bench.plan.limits.map((limit) => ({
		limit,
		floorMs: (Math.ceil(limit.count / limit.posts) - 1) * limit.windowMs,
		rows: limited(bench, limit).map((contender) => {
			const { report, tookMs, error } = outcomeOf(outcomes, runId(contender, limit));
			return {
				id: contender.id,
				name: contender.name,
				...countPosts(report, limit.count),
				refused: report.refused,
				tookMs,
				error,
			};
		}),
	}));
}
