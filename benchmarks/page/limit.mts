import type { LimitResult, LimitRow } from '../measures/limit.mts';
import type { Limit } from '../plan.mts';
import { OTHERS, OWN, grouped, names } from './chart.mts';
import { nameOf, seconds, table, times, whole } from './markdown.mts';
import type { Chart, Section, Target } from './section.mts';

/** Within so many times what the limit itself takes. */
const WITHIN = 1.1;

const WHAT = ['posted', 'lost', 'doubled'];

/** A limit in words. */
const inWords = ({ posts, windowMs }: Limit) =>
	`${whole(posts)} in any ${windowMs === 60_000 ? 'minute' : seconds(windowMs)}`;

/** What the page says of a service that takes only so many posts in a time. */
export function limitSection(results: readonly LimitResult[]): Section {
	const limits = results.map(
		({ limit, floorMs }) =>
			`${inWords(limit)} (${whole(limit.count)} posts, which nobody can send faster than in ${seconds(floorMs)})`,
	);
	return {
		title: 'Posts against a rate limit',
		command: 'limit',
		text: `Posts at once, without waiting for jobs, in the real n8n, against a service that takes only so many in a time and refuses others with HTTP 429 and \`Retry-After\`: ${limits.join(', and ')}. Lost is an item whose post never arrived. A node that gives up early has no time to compare.`,
		chart: limitChart(results),
		tables: results.map(limitTable),
		targets: results.flatMap(limitTargets),
	};
}

function limitChart(results: readonly LimitResult[]): Chart {
	const values = results.flatMap(({ limit, rows }) =>
		rows.flatMap(({ name, lost, doubled }) =>
			[limit.count - lost, lost, doubled].map((posts, order) => ({
				group: inWords(limit),
				name,
				what: WHAT[order],
				posts,
				order,
			})),
		),
	);
	return {
		name: 'limit',
		alt: 'Posts that arrived once, were lost and were doubled, for each contender',
		spec: {
			data: { values },
			facet: { row: grouped },
			spacing: 8,
			spec: {
				width: 360,
				height: { step: 20 },
				encoding: {
					y: names,
					x: { field: 'posts', type: 'quantitative', title: 'posts', axis: { grid: false } },
					color: {
						field: 'what',
						title: null,
						sort: null,
						scale: { domain: WHAT, range: [OWN, OTHERS, '#d14d5f'] },
					},
					order: { field: 'order', type: 'quantitative' },
				},
				mark: { type: 'bar', height: 12 },
			},
		},
	};
}

function limitTable({ limit, floorMs, rows }: LimitResult): string {
	// What the limit lets through at once, at the start, says nothing of the pace.
	const perMinute = ({ accepted, tookMs }: LimitRow) =>
		whole(Math.round(((accepted - limit.posts) / tookMs) * 60_000));
	return table(
		[
			inWords(limit),
			'Posted',
			'Lost',
			'Doubled',
			'Refusals',
			'Time',
			'Over the limit itself',
			'Posts a minute after the first ones',
			'Ended with',
		],
		rows.map((row) => {
			const done = row.lost === 0;
			return [
				nameOf(row),
				whole(limit.count - row.lost),
				whole(row.lost),
				whole(row.doubled),
				whole(row.refused),
				seconds(row.tookMs),
				done ? times(row.tookMs / floorMs) : '',
				done ? perMinute(row) : '',
				row.error === undefined ? 'all items' : `\`${row.error}\``,
			];
		}),
	);
}

function limitTargets({ limit, floorMs, rows }: LimitResult): Target[] {
	const own = rows.find(({ id }) => id === 'wonda');
	const { tookMs = NaN, lost = NaN, doubled = NaN } = own ?? {};
	return [
		{
			aim: `${inWords(limit)}: as fast as the limit allows, within ${times(WITHIN)}`,
			measured: lost > 0 ? 'gave up' : times(tookMs / floorMs),
			met: lost === 0 && tookMs / floorMs <= WITHIN,
			why: 'The service names the time to come back in whole seconds, and the node keeps it. What its first posts take comes again before every later one that the limit lets through.',
		},
		{
			aim: `${inWords(limit)}: none lost, none doubled`,
			measured: `${whole(lost)} lost, ${whole(doubled)} doubled`,
			met: lost === 0 && doubled === 0,
			rule: true,
		},
	];
}
