import { LOOKS } from '../../../nodes/shared/operations/wait.ts';
import { coloured } from '../page/chart.mts';
import { nameOf, seconds, type Section, table, type Target, times } from '../page/section.mts';
import { adviceOn, type Detection, type Growth } from './advice.mts';
import { spreadMs, type SpreadRow, type WaitingResult } from './waiting.mts';

/** Below so many milliseconds. */
const BELOW_MS = 500;

type Row = Omit<SpreadRow, 'tookMs'>;

const ADVICE = { id: 'advice', name: "the API's advice", waits: 'a look a second' };

/** What the page says of how soon the end of a job is seen. */
export function detectionSection({ plan, rows, spread, advice }: WaitingResult): Section {
	const { count } = plan.waiting.counts.at(-1) ?? { count: 0 };
	const same: Row[] = [...rows.filter((row) => row.count === count), { ...ADVICE, ...advice.same }];
	const different: Row[] = [...spread, { ...ADVICE, ...advice.spread }];
	const named = different.map((row) => ({ ...row, name: `${row.name}, ${row.waits}` }));
	const jobs = seconds(plan.waiting.jobMs);
	const range = `${seconds(plan.spread.fromMs)} to ${seconds(plan.spread.toMs)}`;
	return {
		title: "From a job's end to its detection",
		command: 'waiting',
		text: `How long it takes after a job's end until a look arrives that shows it, and how many looks a job took until then, both told by the service. Once with the ${String(count)} jobs of ${jobs} from above, once with ${String(plan.spread.count)} jobs at once that take ${range} in equal steps, so that no contender's rhythm fits by chance. For comparison the most looks that the API's advice allows ("start at 1-second intervals, grow to at most 5 seconds"), calculated.`,
		chart: {
			name: 'detection',
			alt: 'Mean delay until the end of a job is seen, over the looks that it takes',
			spec: {
				data: {
					values: named.map(({ meanDelayMs, ...row }) => ({ ...row, delay: meanDelayMs / 1000 })),
				},
				width: 420,
				height: 240,
				encoding: {
					x: {
						field: 'looks',
						type: 'quantitative',
						title: `looks at a job (jobs of ${range})`,
						axis: { gridOpacity: 0.25 },
						scale: { domainMin: 0 },
					},
					y: {
						field: 'delay',
						type: 'quantitative',
						title: 'mean delay in seconds',
						axis: { gridOpacity: 0.25 },
						scale: { domainMin: 0 },
					},
					color: coloured(named),
				},
				mark: { type: 'point', filled: true, size: 110, opacity: 1 },
			},
		},
		tables: [
			tableOf(`${String(count)} jobs of ${jobs}`, same),
			tableOf(`${String(plan.spread.count)} jobs of ${range}`, different),
			doneTable(plan, spread),
			growthTable(plan),
		],
		targets: [
			target(`jobs of ${jobs}`, same, advice.same),
			target(`jobs of ${range}`, different, advice.spread),
		],
	};
}

function tableOf(title: string, rows: readonly Row[]): string {
	return table(
		[title, 'How it waits', 'Mean delay', 'Worst delay', 'Looks at a job'],
		rows.map((row) => [
			nameOf(row),
			row.waits,
			seconds(row.meanDelayMs),
			seconds(row.worstDelayMs),
			row.looks.toFixed(1),
		]),
	);
}

/** How much later than the longest of these jobs all of them were done. */
function doneTable({ spread: { count, toMs } }: WaitingResult['plan'], rows: readonly SpreadRow[]) {
	return table(
		[
			`Until all of these ${String(count)} are done`,
			'How it waits',
			'Time',
			'Over the longest job',
		],
		rows.map((row) => [nameOf(row), row.waits, seconds(row.tookMs), times(row.tookMs / toMs)]),
	);
}

const OWN_GROWTH: Growth = { second: LOOKS.secondMs / LOOKS.firstMs, later: LOOKS.growth };

/** Ways in which the intervals between looks could grow, this node's among them. */
const GROWTHS: readonly Growth[] = [
	{ second: 1, later: 1 },
	{ second: 1.1, later: 1.1 },
	{ second: 1.25, later: 1.25 },
	OWN_GROWTH,
	{ second: 1.5, later: 1.5 },
	{ second: 2, later: 2 },
];

function growthTable(plan: WaitingResult['plan']): string {
	const cells = ({ meanDelayMs, looks }: Detection) => [seconds(meanDelayMs), looks.toFixed(1)];
	const { jobMs } = plan.waiting;
	return table(
		[
			'Calculated: the second interval over the first',
			'Later ones over the one before',
			`Delay of jobs of ${seconds(jobMs)}`,
			'Looks',
			'Mean delay of the others',
			'Looks',
		],
		GROWTHS.map((growth) => [
			growth === OWN_GROWTH ? `**this node: ${times(growth.second)}**` : times(growth.second),
			times(growth.later),
			...cells(adviceOn([jobMs], growth)),
			...cells(adviceOn(spreadMs(plan), growth)),
		]),
	);
}

function target(jobs: string, rows: readonly Row[], advice: Detection): Target {
	const own = rows.find(({ id }) => id === 'wonda');
	const { meanDelayMs = NaN, looks = NaN } = own ?? {};
	return {
		aim: `${jobs}: a mean delay below ${seconds(BELOW_MS)} at no more looks than the API's advice`,
		measured: `${seconds(meanDelayMs)} at ${looks.toFixed(1)} looks (the advice: ${seconds(advice.meanDelayMs)} at ${advice.looks.toFixed(1)})`,
		met: meanDelayMs < BELOW_MS && looks <= advice.looks,
		why: `Where jobs end at any moment, half of the time between two looks is the mean delay: less than ${seconds(BELOW_MS)} would need more than a look a second. The intervals grow instead, which saves looks.`,
	};
}
