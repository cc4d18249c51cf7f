import type { Bench } from '../bench.mts';
import { alone } from '../contenders/nodes.mts';
import { type Poster, limited, smallest } from '../contenders/smallest.mts';
import type { FetchTask } from '../engine/fetch.mts';
import type { ItemsResult as EngineResult, ItemsTask } from '../engine/items.mts';
import { runEngine } from '../engine/start.mts';
import { median } from '../figures.mts';
import type { Plan } from '../plan.mts';
import { countPosts } from '../real/run.mts';
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
