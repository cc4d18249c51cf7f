import type { SceneReport, SceneSettings } from '../service/scene.mts';
import type { Part } from '../contenders/nodes.mts';

/** One execution of a workflow in the real n8n. */
export interface RealRun {
	/** Of its own among all runs, and up to 21 characters: n8n knows the workflow by it. */
	readonly id: string;
	readonly part: Part;
	/** How many items are posted. */
	readonly count: number;
	readonly service: SceneSettings;
	readonly pace: Pace;
}

/**
 * How long a run takes. Quick ones have the machine to themselves, one after another. Slow ones hardly work while they wait:
 * they go on beside each other afterwards, and the slowest beside them.
 */
export type Pace = 'quick' | 'slow' | 'slowest';

/** How a run ended. */
export interface RealOutcome {
	/** Milliseconds from the start of the first node that posts to the end of the last node; starting n8n is no part of it. */
	readonly tookMs: number;
	/** What the service saw. */
	readonly report: SceneReport;
	/** The first line of the error, where the workflow failed. */
	readonly error?: string;
}

/** Every run's outcome by its id. */
export type RealOutcomes = ReadonlyMap<string, RealOutcome>;

/** The outcome of a run. Throws where it was not run. */
export function outcomeOf(outcomes: RealOutcomes, id: string): RealOutcome {
	const outcome = outcomes.get(id);
	if (!outcome) throw new Error(`${id} was not run.`);
	return outcome;
}

/** Posts that never arrived, and posts that arrived more than once. */
export function countPosts({ posts }: SceneReport, count: number) {
	const different = new Set(posts.map(({ key }) => key)).size;
	return { accepted: posts.length, lost: count - different, doubled: posts.length - different };
}
