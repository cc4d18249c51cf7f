import type { LimitResult, LimitRow } from '../measures/limit.mts';
import { crowdTargets, endOf, inWords, overFloor, ownRow } from './crowd.mts';
import { DONE, DOUBLED, LOST, limitChart } from './limitChart.mts';
import { nameOf, seconds, table, whole } from './markdown.mts';
import type { Section } from './section.mts';

/** What the page says of posts against a service that takes only so many in a time. */
export function limitSection(results: readonly LimitResult[]): Section {
	const limits = results.map(
		({ crowd, floorMs }) =>
			`${inWords(crowd)} (${whole(crowd.count)} posts, which nobody can send faster than in ${seconds(floorMs)})`,
	);
	return {
		title: 'Posts against a rate limit',
		command: 'limit',
		text: `Posts at once, without waiting for jobs, in the real n8n, against a service that takes only so many in a time and refuses others with HTTP 429 and \`Retry-After\`: ${limits.join(', and ')}. Lost is an item whose post never arrived. A node that gives up early has no time to compare.`,
		chart: limitChart(results, {
			name: 'limit',
			alt: 'Posts that arrived once, were lost and were doubled, for each contender',
			group: ({ crowd }) => inWords(crowd),
			parts: [{ ...DONE, what: 'posted' }, LOST, DOUBLED],
			share: false,
		}),
		tables: results.map(limitTable),
		targets: results.flatMap((result) =>
			crowdTargets(result, inWords(result.crowd), ownRow(result)),
		),
	};
}

function limitTable(result: LimitResult): string {
	const { count, limit } = result.crowd;
	// What the limit lets through at once, at the start, says nothing of the pace.
	const perMinute = ({ accepted, tookMs }: LimitRow) =>
		whole(Math.round(((accepted - limit.requests) / tookMs) * 60_000));
	return table(
		[
			inWords(result.crowd),
			'Posted',
			'Lost',
			'Doubled',
			'Refusals',
			'Time',
			'Over the limit itself',
			'Posts a minute after the first ones',
			'Ended with',
		],
		result.rows.map((row) => [
			nameOf(row),
			whole(count - row.lost),
			whole(row.lost),
			whole(row.doubled),
			whole(row.refused),
			seconds(row.tookMs),
			overFloor(row, result),
			row.lost === 0 ? perMinute(row) : '',
			endOf(row),
		]),
	);
}
