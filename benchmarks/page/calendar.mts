import type { CalendarResult } from '../measures/calendar.mts';
import { bars } from './chart.mts';
import { seconds, table, times, whole } from './markdown.mts';
import type { Chart, Section } from './section.mts';

/** The requests that nothing can do without: a post and one look. */
const LEAST = 2;
/** The list of scheduled posts and Plan's own question come on top, however many rows there are. */
const MOST_REQUESTS = 2.2;

/** What the page says of a month of posts in the content calendar. */
export function calendarSection(result: CalendarResult): Section {
	const { count, latencyMs, planMs, followMs, requests, lists, looks, wrong, floor } = result;
	const each = requests / count;
	return {
		title: 'The content calendar',
		command: 'calendar',
		text: `${whole(count)} rows of the [content calendar](content-calendar.md) are planned by runs of _Plan_, one after another, a hundred rows each, in the real n8n with SQLite, against the project's sandbox, which takes ${String(latencyMs)} ms to answer. Then all posts end at the same moment, and _What became of it_ follows them to \`live\`; here its trigger polls every five seconds, and looks at 100 posts in a poll. The floor is bare \`fetch\`: a post and one look for each row, ten at a time, and nothing written down.`,
		chart: calendarChart(result),
		tables: [
			table(
				['', 'Planned', 'A row', 'Followed to live', 'Requests a row'],
				[
					[
						'**this node**',
						seconds(planMs),
						seconds(planMs / count),
						seconds(followMs),
						each.toFixed(2),
					],
					[
						'floor',
						seconds(floor.postsMs),
						seconds(floor.postsMs / count),
						seconds(floor.looksMs),
						LEAST.toFixed(2),
					],
					[
						'times the floor',
						times(planMs / floor.postsMs),
						'',
						times(followMs / floor.looksMs),
						times(each / LEAST),
					],
				],
			),
		],
		targets: [
			{
				aim: 'every row posted once, and known to be live',
				measured: `${whole(wrong)} of ${whole(count)} are not`,
				met: wrong === 0,
				rule: true,
			},
			{
				aim: `at most ${String(MOST_REQUESTS)} requests a row`,
				measured: each.toFixed(2),
				met: each <= MOST_REQUESTS,
				why: `The list of scheduled posts was asked for ${whole(lists)} times, and a job ${whole(looks)} times: polls that begin before the last one has ended look at the same jobs, and here they come every five seconds.`,
			},
		],
	};
}

function calendarChart({ planMs, followMs, floor }: CalendarResult): Chart {
	const bar = (id: string, name: string, ms: number) => ({
		id,
		name,
		value: ms,
		text: seconds(ms),
	});
	return {
		name: 'calendar',
		alt: 'Time to plan the rows and to follow them to live, and the floor of each',
		spec: bars(
			[
				bar('wonda', 'planned', planMs),
				bar('floor', 'floor: the posts alone', floor.postsMs),
				bar('wonda', 'followed to live', followMs),
				bar('floor', 'floor: the looks alone', floor.looksMs),
			],
			{ title: null, axis: null },
		),
	};
}
