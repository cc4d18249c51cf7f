import { randomUUID } from 'node:crypto';

import type { ImportedCredential } from '../n8n/server/launch.mts';
import type { Bench } from './bench.mts';
import { runScript } from './engine/start.mts';
import type { BatchResult, WorkflowsTask } from './engine/workflows.mts';
import type { Report, ScenarioSettings } from './service/scenario.mts';
import { type Part, workflowOf } from './workflow.mts';

/** A contender that posts, and with which nodes. */
export interface Entrant {
	readonly id: string;
	readonly name: string;
	readonly credential: ImportedCredential;
	readonly part: Part;
}

/** Items that are posted at once. */
export interface Batch {
	readonly count: number;
	/** How many executions share the items; 1 by default. */
	readonly executions?: number;
	readonly service: ScenarioSettings;
}

export interface Posting extends BatchResult {
	/** Items whose post was accepted. */
	readonly posted: number;
	/** Items whose post never arrived. */
	readonly lost: number;
	/** Posts that arrived once more. */
	readonly doubled: number;
	/** Posted items whose job's end no poll has seen. */
	readonly unseen: number;
	readonly report: Report;
}

/**
 * Posts batches of items one after another, in one fresh process with n8n's engine.
 *
 * @param warmUp how many items are posted first without being measured
 */
export async function post(
	bench: Bench,
	{ credential, part }: Entrant,
	batches: readonly Batch[],
	warmUp = 1,
): Promise<Posting[]> {
	const { service } = bench;
	const opened = [{ count: warmUp, service: { jobMs: [0] } }, ...batches].map((batch) => ({
		...batch,
		scenario: randomUUID().slice(0, 8),
	}));
	for (const { scenario, service: settings } of opened) await service.open(scenario, settings);
	const task: Omit<WorkflowsTask, 'modules' | 'packages'> = {
		credential,
		batches: opened.map(({ scenario, count, executions = 1 }: Batch & { scenario: string }) =>
			Array.from({ length: executions }, (_, place) => {
				const share = count / executions;
				const items = { scenario, count: share, first: place * share };
				return workflowOf(`${scenario}-${String(place)}`, items, part);
			}),
		),
	};
	const [, ...results] = await runScript<BatchResult[]>(bench, './workflows.mts', task);
	return await Promise.all(
		results.map(async (result, index) => {
			const { scenario = '', count = NaN } = opened[index + 1] ?? {};
			const report = await service.report(scenario);
			return { ...result, ...countItems(report, count), report };
		}),
	);
}

function countItems({ posts }: Report, count: number) {
	const posted = new Set(posts.map(({ key }) => key)).size;
	const seen = posts.filter(({ seenMs }) => seenMs !== undefined);
	return {
		posted,
		lost: count - posted,
		doubled: posts.length - posted,
		unseen: posted - new Set(seen.map(({ key }) => key)).size,
	};
}
