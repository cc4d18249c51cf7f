import type { WaitingResult, WaitingRow } from '../measures/waiting.mts';
import { LOOKS } from '../../nodes/shared/operations/wait.ts';
import { bars } from './chart.mts';
import { nameOf, seconds, table, times, whole } from './markdown.mts';
import type { Chart, Section, Target } from './section.mts';

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
