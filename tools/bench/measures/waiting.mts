import { LOOKS } from '../../../nodes/shared/operations/wait.ts';
import type { Bench } from '../bench.mts';
import type { Contender } from '../contenders/contender.mts';
import { httpRequest } from '../contenders/httpRequest.mts';
import { mean, median } from '../figures.mts';
import { bars } from '../page/chart.mts';
import {
	type Chart,
	nameOf,
	seconds,
	type Section,
	table,
	type Target,
	times,
	whole,
} from '../page/section.mts';
import type { Plan, Rounds } from '../plan.mts';
import { countPosts, outcomeOf, type Pace, type RealOutcomes, type RealRun } from '../real.mts';
import type { AcceptedPost } from '../service/scene.mts';
import { adviceOn, type Detection } from './advice.mts';

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

/** Within so many times the longest job. */
const WITHIN = 1.1;

/** What the page says of the time until all videos are done. */
export function waitingSection({ plan, rows }: WaitingResult): Section {
	const { counts, jobMs } = plan.waiting;
	const ratio = ({ tookMs }: WaitingRow) => tookMs / jobMs;
	const ids = [...new Set(rows.map(({ id }) => id))];
	const cells = (id: string) =>
		counts.map(({ count }) => {
			const row = rows.find((candidate) => candidate.id === id && candidate.count === count);
			return row ? `${seconds(row.tookMs)} (${times(ratio(row))})${wrongOf(row)}` : '';
		});
	const head = counts.map(({ count }) => `${whole(count)} ${count === 1 ? 'video' : 'videos'}`);
	return {
		title: 'Time until videos are done',
		command: 'waiting',
		text: `Videos are posted at once, and each one's job takes ${seconds(jobMs)}. The time runs from the start of the node that posts to the end of the last node, in the real n8n, without n8n's own start. In brackets: how many times as long as the job. This node's second look comes ${seconds(LOOKS.firstMs + LOOKS.secondMs)} after the first answer, just when these jobs end; jobs of other lengths are [below](#from-a-jobs-end-to-its-detection).`,
		chart: waitingChart(rows, ratio),
		tables: [
			table(
				['', 'How it waits', ...head],
				ids.map((id) => {
					const row = rows.find((candidate) => candidate.id === id);
					return row ? [nameOf(row), row.waits, ...cells(id)] : [];
				}),
			),
		],
		targets: waitingTargets(rows, ratio),
	};
}

/** What went wrong, where something did. */
const wrongOf = ({ wrong, error }: WaitingRow) =>
	[
		wrong > 0 ? `, **${whole(wrong)} lost, doubled or not waited for**` : '',
		error === undefined ? '' : `, failed: \`${error}\``,
	].join('');

function waitingTargets(rows: readonly WaitingRow[], ratio: (row: WaitingRow) => number): Target[] {
	const own = rows.filter(({ id }) => id === 'wonda');
	const most = own.at(-1);
	const worst = Math.max(...own.map(ratio));
	const wrong = own.reduce((sum, row) => sum + row.wrong, 0);
	return [
		{
			aim: `all videos done within ${times(WITHIN)} the longest job`,
			measured: own.map((row) => `${whole(row.count)}: ${times(ratio(row))}`).join(', '),
			met: worst <= WITHIN,
			why: `With ${whole(most?.count ?? 0)} videos the ends are seen ${seconds(most?.meanDelayMs ?? 0)} late on average; the rest is what n8n itself needs for as many posts, 10 requests at a time, and ${(most?.looks ?? 0).toFixed(1)} looks at each.`,
		},
		{
			aim: 'no video lost, posted twice or not waited for',
			measured: whole(wrong),
			met: wrong === 0,
			rule: true,
		},
	];
}

function waitingChart(rows: readonly WaitingRow[], ratio: (row: WaitingRow) => number): Chart {
	return {
		name: 'waiting',
		alt: 'Time until all videos are done, as a multiple of the longest job, for each contender',
		spec: bars(
			rows.map((row) => ({
				id: row.id,
				name: `${row.name}, ${row.waits}`,
				group: `${whole(row.count)} at once`,
				value: Math.max(1, ratio(row)),
				text: times(ratio(row)),
			})),
			{
				title: 'times the longest job (logarithmic)',
				scale: { type: 'log', domainMin: 1, nice: false },
				axis: { grid: false, values: [1, 2, 5, 10, 20, 50, 100] },
				x2: { datum: 1 },
			},
		),
	};
}
