import type { Measure } from '../bench.mts';
import { smallest } from '../contenders/smallest.mts';
import { median } from '../numbers.mts';
import { milliseconds, nameOf, table, times, whole } from '../page.mts';
import { post } from '../posting.mts';
import { single } from '../workflow.mts';

/** How many posts there are in a batch, and how often that is repeated. */
const FULL = {
	sizes: [
		{ count: 1000, rounds: 3 },
		{ count: 10_000, rounds: 1 },
	],
	warmUp: 500,
};
const SMOKE = { sizes: [{ count: 20, rounds: 1 }], warmUp: 1 };

/** Within so many times the smallest declarative node. */
const WITHIN = 1.3;

/** An item of many costs at most so many times what an item of few costs. */
const LINEAR = 1.25;

export const items: Measure = {
	name: 'items',
	title: 'Cost of a post without waiting',

	async measure(bench) {
		const { sizes, warmUp } = bench.smoke ? SMOKE : FULL;
		const counts = sizes.map(({ count }) => count);
		const batches = sizes.flatMap(({ count, rounds }) =>
			Array.from({ length: rounds }, () => ({ count, service: { jobMs: [0] } })),
		);
		const posters = [
			smallest(bench.service.url),
			...bench.contenders.map((one) => ({ ...one, part: single(one.post) })),
		];
		const rows: Row[] = [];
		for (const poster of posters) {
			const postings = await post(bench, poster, batches, warmUp);
			const msPerItem = counts.map((count) =>
				median(
					postings.flatMap(({ tookMs }, index) =>
						batches[index]?.count === count ? [tookMs / count] : [],
					),
				),
			);
			const wrong = Math.max(...postings.map(({ lost, doubled }) => lost + doubled));
			rows.push({ id: poster.id, name: poster.name, msPerItem, wrong });
			bench.log(`  ${poster.name}: ${msPerItem.map(milliseconds).join(', ')} for each item`);
		}

		const rowBy = (id: string) => rows.find((row) => row.id === id);
		const overSmallest = ({ msPerItem }: Row, size: number) =>
			(msPerItem[size] ?? NaN) / (rowBy('smallest')?.msPerItem[size] ?? NaN);
		const own = rowBy('wonda');
		const ratios = own?.msPerItem.map((_, size) => overSmallest(own, size)) ?? [];
		const growth = (own?.msPerItem.at(-1) ?? NaN) / (own?.msPerItem[0] ?? NaN);
		return {
			text: `Every item is one post, and nothing waits for jobs. The floor is the smallest declarative node that sends the same posts: its cost is the engine's own. A figure of several rounds is their median: ${sizes.map(({ count, rounds }) => `${whole(rounds)} of ${whole(count)} posts`).join(', ')}.`,
			tables: [
				table(
					[
						'For each post',
						...counts.flatMap((count) => [`${whole(count)} posts`, 'over the smallest node']),
						'Lost or doubled',
					],
					rows.map((row) => [
						nameOf(row),
						...row.msPerItem.flatMap((ms, size) => [
							milliseconds(ms),
							times(overSmallest(row, size)),
						]),
						whole(row.wrong),
					]),
				),
			],
			targets: [
				{
					aim: `a post within ${times(WITHIN)} the smallest declarative node`,
					measured: ratios
						.map((ratio, size) => `${whole(counts[size] ?? NaN)}: ${times(ratio)}`)
						.join(', '),
					met: ratios.every((ratio) => ratio <= WITHIN),
					why: 'This node sends at most 10 requests at once and has more fields, all of which n8n goes through for each item.',
				},
				{
					aim: `linear growth: an item of many costs at most ${times(LINEAR)} an item of few`,
					measured: times(growth),
					met: growth <= LINEAR,
					why: 'n8n keeps all items of a run in memory.',
				},
				{
					aim: 'no post lost or doubled',
					measured: whole(own?.wrong ?? NaN),
					met: own?.wrong === 0,
					rule: true,
				},
			],
		};
	},
};

interface Row {
	readonly id: string;
	readonly name: string;
	/** By the size of the batch: the median. */
	readonly msPerItem: readonly number[];
	/** Posts that were lost or doubled in a batch. */
	readonly wrong: number;
}
