import { grouped, names, OTHERS, OWN } from '../page/chart.mts';
import type { Chart } from '../page/section.mts';
import type { LimitResult, LimitRow } from './limit.mts';

/** What became of items: a part of each bar. */
interface Part {
	readonly what: string;
	readonly colour: string;
	readonly items: (row: LimitRow, result: LimitResult) => number;
}

/** The parts of a bar that are bad news. */
export const LOST: Part = { what: 'lost', colour: OTHERS, items: ({ lost }) => lost };
export const DOUBLED: Part = {
	what: 'doubled',
	colour: '#d14d5f',
	items: ({ doubled }) => doubled,
};
export const LATE: Part = {
	what: 'told as late',
	colour: '#d0863a',
	items: ({ unseen = 0 }) => unseen,
};

/** The part that is as it should be. */
export const DONE: Omit<Part, 'what'> = {
	colour: OWN,
	items: ({ lost, unseen = 0 }, { crowd }) => crowd.count - lost - unseen,
};

/**
 * Bars of what became of the items, for each limit and contender.
 *
 * @param group what stands above the bars of one limit
 * @param share whether bars show the share of the items, because limits with few and many stand beside each other
 */
export function limitChart(
	results: readonly LimitResult[],
	chart: Pick<Chart, 'name' | 'alt'> & {
		readonly group: (result: LimitResult) => string;
		readonly parts: readonly Part[];
		readonly share: boolean;
	},
): Chart {
	const { parts, share } = chart;
	const values = results.flatMap((result) =>
		result.rows.flatMap((row) =>
			parts.map(({ what, items }, order) => ({
				group: chart.group(result),
				name: row.name,
				what,
				part: items(row, result) * (share ? 100 / result.crowd.count : 1),
				order,
			})),
		),
	);
	return {
		name: chart.name,
		alt: chart.alt,
		spec: {
			data: { values },
			facet: { row: grouped },
			resolve: { scale: { y: 'independent' } },
			spacing: 8,
			spec: {
				width: 360,
				height: { step: 20 },
				encoding: {
					y: names,
					x: {
						field: 'part',
						type: 'quantitative',
						title: share ? 'of 100 videos' : 'posts',
						axis: { grid: false },
					},
					color: {
						field: 'what',
						title: null,
						sort: null,
						scale: {
							domain: parts.map(({ what }) => what),
							range: parts.map(({ colour }) => colour),
						},
					},
					order: { field: 'order', type: 'quantitative' },
				},
				mark: { type: 'bar', height: 12 },
			},
		},
	};
}
