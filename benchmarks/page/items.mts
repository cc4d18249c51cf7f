import type { ItemsResult } from '../measures/items.mts';
import { bars } from './chart.mts';
import { milliseconds, nameOf, table, times, whole } from './markdown.mts';
import type { Section, Target } from './section.mts';

/** Within so many times the smallest declarative node. */
const WITHIN = 1.3;

/** An item of many costs at most so many times what an item of few costs. */
const LINEAR = 1.25;

/** What the page says of the cost of an item. */
export function itemsSection({ plan, rows }: ItemsResult): Section {
	const ids = [...new Set(rows.map(({ id }) => id))];
	const rowsOf = (id: string) => rows.filter((row) => row.id === id);
	return {
		title: 'Cost of a post without waiting',
		command: 'items',
		text: `Every item is one post, and nobody waits for jobs. Each contender runs in n8n's own engine in a fresh process, in turn, after a warm-up; the service is in another process. The floors are bare \`fetch\`, and the smallest declarative node that sends the same posts: what that one costs is the engine's own cost. This node sends at most 10 requests at once, while n8n by itself sends all of them at once; what that costs shows in the smallest node with the same limit. The last columns count the expressions that n8n resolves for one item, and the posts that were lost or doubled.`,
		chart: {
			name: 'items',
			alt: 'Cost of a post as a multiple of the smallest declarative node',
			spec: bars(
				rows.map((row) => ({
					id: row.id,
					name: row.name,
					group: `${whole(row.count)} posts`,
					value: row.overSmallest,
					text: times(row.overSmallest),
				})),
				{ title: 'times the smallest declarative node' },
			),
		},
		tables: [
			table(
				[
					'For each post',
					...plan.counts.flatMap(({ count }) => [
						`${whole(count)} posts`,
						'over the smallest node',
						'over fetch',
					]),
					'Expressions',
					'Lost or doubled',
				],
				ids.map((id) => {
					const [first] = rowsOf(id);
					return [
						first ? nameOf(first) : '',
						...rowsOf(id).flatMap((row) => [
							milliseconds(row.msPerItem),
							times(row.overSmallest),
							times(row.overFetch),
						]),
						whole(first?.expressions ?? 0),
						whole(Math.max(...rowsOf(id).map(({ wrong }) => wrong))),
					];
				}),
			),
		],
		targets: itemsTargets(rowsOf('wonda'), rowsOf('smallest'), rowsOf('limited')),
	};
}

type Rows = ItemsResult['rows'];

function itemsTargets(own: Rows, smallest: Rows, limited: Rows): Target[] {
	const resolved = Math.max(...own.map(({ expressions }) => expressions));
	const least = Math.max(...smallest.map(({ expressions }) => expressions));
	const limitedTimes = limited.map(({ overSmallest }) => times(overSmallest)).join(' and ');
	const worst = Math.max(...own.map(({ overSmallest }) => overSmallest));
	const growth = (own.at(-1)?.msPerItem ?? NaN) / (own[0]?.msPerItem ?? NaN);
	const wrong = own.reduce((sum, row) => sum + row.wrong, 0);
	return [
		{
			aim: `a post within ${times(WITHIN)} the smallest declarative node`,
			measured: own.map((row) => `${whole(row.count)}: ${times(row.overSmallest)}`).join(', '),
			met: worst <= WITHIN,
			why: `The smallest node with the same limit of 10 requests at once takes ${limitedTimes}. Beside that, n8n goes through all fields of a declarative node twice for each item, and the smallest node has four.`,
		},
		{
			aim: 'n8n resolves no more expressions for an item than with the smallest declarative node',
			measured: `${whole(resolved)}; the smallest node ${whole(least)}`,
			met: resolved <= least,
			why: 'n8n resolves the expressions of every field that has the name of a parameter, shown or not.',
		},
		{
			aim: `growing linearly: an item of many at most ${times(LINEAR)} an item of few`,
			measured: times(growth),
			met: growth <= LINEAR,
			why: 'All items of a run are held in memory by n8n, so its garbage collector has more to look through.',
		},
		{ aim: 'no post lost or doubled', measured: whole(wrong), met: wrong === 0, rule: true },
	];
}
