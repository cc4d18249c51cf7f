import type { Bench } from '../bench.mts';
import { alone } from '../contenders/nodes.mts';
import { limited, type Poster, smallest } from '../contenders/smallest.mts';
import type { FetchTask } from '../engine/fetch.mts';
import type { ItemsResult as EngineResult, ItemsTask } from '../engine/items.mts';
import { runEngine } from '../engine/start.mts';
import { median } from '../figures.mts';
import { bars } from '../page/chart.mts';
import {
	milliseconds,
	nameOf,
	type Section,
	table,
	type Target,
	times,
	whole,
} from '../page/section.mts';
import type { Plan } from '../plan.mts';
import { countPosts } from '../real.mts';
import { workflowOf } from '../workflow.mts';

/** One contender, posting so many items without waiting. */
export interface ItemsRow {
	readonly id: string;
	readonly name: string;
	readonly count: number;
	/** Milliseconds for one item: the median of the rounds. */
	readonly msPerItem: number;
	/** The same over that of bare fetch and of the smallest declarative node: medians of each round's ratio. */
	readonly overFetch: number;
	readonly overSmallest: number;
	/** Posts that did not arrive, or arrived twice. */
	readonly wrong: number;
	/** Expressions that n8n resolves for one item. */
	readonly expressions: number;
}

export interface ItemsResult {
	readonly plan: Plan['items'];
	readonly rows: readonly ItemsRow[];
}

/** What takes part in a round, and how it posts. */
interface Entrant {
	readonly id: string;
	readonly name: string;
	/** Posts items in a process of its own, those of the first scene to warm up. */
	readonly post: (scenes: readonly [Scene, ...Scene[]]) => Promise<Posted>;
}

interface Posted {
	/** Milliseconds for the items of each scene but the first. */
	readonly tookMs: readonly number[];
	/** Expressions that n8n resolved for those of the first; nobody resolves any for bare fetch. */
	readonly expressions: number;
}

interface Scene {
	readonly scene: string;
	readonly count: number;
}

/** Items that each process posts before it is measured, as many as one round has at most. */
const WARM_UP = 500;

/** Posts items with every contender in turn, each time in a fresh process with n8n's engine. */
export async function measureItems(bench: Bench): Promise<ItemsResult> {
	const { plan, service, contenders } = bench;
	const entrants = [
		bareFetch(bench),
		...[smallest(service), limited(service), ...contenders].map((one) => inEngine(bench, one)),
	];
	const rows: ItemsRow[] = [];
	for (const entry of plan.items.counts) {
		const rounds: Outcome[][] = [];
		for (let round = 0; round < entry.rounds; round += 1) {
			const outcomes: Outcome[] = [];
			for (const entrant of entrants) {
				outcomes.push(await postAll(bench, entrant, { ...entry, round }));
			}
			rounds.push(outcomes);
		}
		const floor = (id: string) => entrants.findIndex((entrant) => entrant.id === id);
		rows.push(
			...entrants.map(({ id, name }, index) => {
				const own = rounds.flatMap((outcomes) => outcomes[index] ?? []);
				const over = (other: number) =>
					median(own.map(({ ms }, round) => ms / (rounds[round]?.[other]?.ms ?? NaN)));
				return {
					id,
					name,
					count: entry.count,
					msPerItem: median(own.map(({ ms }) => ms)),
					overFetch: over(floor('fetch')),
					overSmallest: over(floor('smallest')),
					wrong: Math.max(...own.map(({ wrong }) => wrong)),
					expressions: own[0]?.expressions ?? NaN,
				};
			}),
		);
	}
	return { plan: plan.items, rows };
}

/** One contender in one round. */
interface Outcome {
	/** Milliseconds for one item: the median of the repeats. */
	readonly ms: number;
	readonly wrong: number;
	readonly expressions: number;
}

async function postAll(
	{ service, log }: Bench,
	{ id, post }: Entrant,
	{ count, repeats, round }: { count: number; repeats: number; round: number },
): Promise<Outcome> {
	const name = `i-${id}-${String(count)}-${String(round)}`;
	const warmUp = { scene: `${name}-warm`, count: Math.min(WARM_UP, count) };
	const scenes: [Scene, ...Scene[]] = [
		warmUp,
		...Array.from({ length: repeats }, (_, repeat) => ({
			scene: `${name}-${String(repeat)}`,
			count,
		})),
	];
	for (const { scene } of scenes) await service.open(scene, { jobMs: [0] });
	const { tookMs, expressions } = await post(scenes);
	const ms = median(tookMs) / count;
	let wrong = 0;
	for (const { scene, count: expected } of scenes) {
		const { lost, doubled } = countPosts(await service.report(scene), expected);
		wrong += lost + doubled;
	}
	log(`  ${id}, ${String(count)} items: ${ms.toFixed(2)} ms for each`);
	return { ms, wrong, expressions: Math.round(expressions / warmUp.count) };
}

function inEngine({ install, packages }: Bench, contender: Poster): Entrant {
	return {
		id: contender.id,
		name: contender.name,
		async post([first, ...others]) {
			const workflow = (items: Scene) => workflowOf(items.scene, items, alone(contender.post));
			const task: ItemsTask = {
				modules: install.modules,
				packages: Object.values(packages),
				credentials: [contender.credential],
				workflows: [workflow(first), ...others.map(workflow)],
			};
			return await runEngine<EngineResult>(install, './items.mts', task);
		},
	};
}

/** The floor of all requests: fetch of the same Node, as many at once as this node sends. */
function bareFetch({ install, service }: Bench): Entrant {
	return {
		id: 'fetch',
		name: 'bare fetch, 10 at a time',
		async post(scenes) {
			const task: FetchTask = {
				modules: install.modules,
				packages: [],
				url: `${service.url}/wonda/publish/tiktok`,
				scenes,
			};
			const [, ...tookMs] = await runEngine<number[]>(install, './fetch.mts', task);
			return { tookMs, expressions: 0 };
		},
	};
}

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
