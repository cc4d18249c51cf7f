import type { Bench } from '../bench.mts';
import type { Contender } from '../contenders/contender.mts';
import { httpRequest } from '../contenders/httpRequest.mts';
import { mean, median } from '../figures.mts';
import type { Plan, Rounds } from '../plan.mts';
import { type Pace, type RealOutcomes, type RealRun, countPosts, outcomeOf } from '../real/run.mts';
import type { AcceptedPost } from '../service/scene.mts';
import { adviceOn } from './advice.mts';

/** How late the ends of jobs were seen, and how often they were looked at. */
export interface Detection {
	readonly meanDelayMs: number;
	readonly worstDelayMs: number;
	/** Looks at one job, on average. */
	readonly looks: number;
}

/** One contender, with jobs that all take the same time. */
export interface WaitingRow extends Detection {
	readonly id: string;
	readonly name: string;
	readonly waits: string;
	readonly count: number;
	/** Milliseconds until all jobs were seen as done: the median of the rounds. */
	readonly tookMs: number;
	/** Posts that did not arrive, that arrived twice, and ends that were never seen. */
	readonly wrong: number;
	/** What n8n showed, where the workflow failed. */
	readonly error?: string;
}

/** One contender, with jobs that take different times. */
export interface SpreadRow extends Detection {
	readonly id: string;
	readonly name: string;
	readonly waits: string;
	/** Milliseconds until all jobs were seen as done. */
	readonly tookMs: number;
}

export interface WaitingResult {
	readonly plan: Pick<Plan, 'waiting' | 'spread'>;
	readonly rows: readonly WaitingRow[];
	readonly spread: readonly SpreadRow[];
	/** What looking every second gives: the most looks that the API's advice allows. Calculated. */
	readonly advice: { readonly same: Detection; readonly spread: Detection };
}

/** Every contender, and the loop once more with the time that a new Wait node has. */
const waiting = ({ plan, contenders, service }: Bench): Contender[] => [
	...contenders,
	...(plan.smoke ? [] : [httpRequest(service, { seconds: 5 })]),
];

/** The same, with jobs that take different times. */
const spreading = (bench: Bench): Contender[] =>
	bench.plan.smoke ? bench.contenders.slice(0, 1) : waiting(bench);

/** How long the jobs take that take different times: equal steps that are no part of a second, so that no rhythm fits them. */
export function spreadMs({ spread: { count, fromMs, toMs } }: Pick<Plan, 'spread'>): number[] {
	const step = (toMs - fromMs) / count;
	return Array.from({ length: count }, (_, index) => fromMs + (index + 0.5) * step);
}

const runId = ({ id }: Contender, count: number, round: number) =>
	`w-${id}-${String(count)}-${String(round)}`;
const spreadId = ({ id }: Contender) => `s-${id}`;

/** A contender that waits for one video after the other takes minutes for many. */
function paceOf({ id }: Contender, count: number): Pace {
	if (id !== 'upload-post' || count === 1) return 'quick';
	return count < 50 ? 'slow' : 'slowest';
}

const roundsOf = (contender: Contender, { count, rounds }: Rounds) =>
	paceOf(contender, count) === 'quick' ? rounds : 1;

/** The runs of this measure, the contenders in turn in every round. */
export function waitingRuns(bench: Bench): RealRun[] {
	const { waiting: plan, spread } = bench.plan;
	const contenders = waiting(bench);
	const same = plan.counts.flatMap((entry) =>
		Array.from({ length: entry.rounds }, (_, round) =>
			contenders
				.filter((contender) => round < roundsOf(contender, entry))
				.map((contender) => ({
					id: runId(contender, entry.count, round),
					part: contender.postAndWait,
					count: entry.count,
					service: { jobMs: [plan.jobMs] },
					pace: paceOf(contender, entry.count),
				})),
		).flat(),
	);
	const different = spreading(bench).map((contender) => ({
		id: spreadId(contender),
		part: contender.postAndWait,
		count: spread.count,
		service: { jobMs: spreadMs(bench.plan) },
		pace: paceOf(contender, spread.count),
	}));
	return [...same, ...different];
}

/** What the runs of this measure say. */
export function waitingResult(bench: Bench, outcomes: RealOutcomes): WaitingResult {
	const { plan } = bench;
	const contenders = waiting(bench);
	const rows = plan.waiting.counts.flatMap((entry) =>
		contenders.map((contender) => {
			const rounds = Array.from({ length: roundsOf(contender, entry) }, (_, round) =>
				outcomeOf(outcomes, runId(contender, entry.count, round)),
			);
			const posts = rounds.flatMap(({ report }) => report.posts);
			const wrong = rounds.map(({ report }) => {
				const { lost, doubled } = countPosts(report, entry.count);
				return lost + doubled + report.posts.filter(({ seenMs }) => seenMs === undefined).length;
			});
			return {
				...headOf(contender),
				...detectionOf(posts),
				count: entry.count,
				tookMs: median(rounds.map(({ tookMs }) => tookMs)),
				wrong: Math.max(...wrong),
				error: rounds.find(({ error }) => error !== undefined)?.error,
			};
		}),
	);
	const spread = spreading(bench).map((contender) => {
		const { report, tookMs } = outcomeOf(outcomes, spreadId(contender));
		return { ...headOf(contender), ...detectionOf(report.posts), tookMs };
	});
	const advice = { same: adviceOn([plan.waiting.jobMs]), spread: adviceOn(spreadMs(plan)) };
	return { plan, rows, spread, advice };
}

const headOf = ({ id, name, waits }: Contender) => ({ id, name, waits });

function detectionOf(posts: readonly AcceptedPost[]): Detection {
	// An end that was never seen is counted apart.
	const delays = posts.flatMap(({ seenMs, endsMs }) =>
		seenMs === undefined ? [] : [seenMs - endsMs],
	);
	return {
		meanDelayMs: mean(delays),
		worstDelayMs: Math.max(...delays),
		looks: mean(posts.map(({ looks }) => looks)),
	};
}
