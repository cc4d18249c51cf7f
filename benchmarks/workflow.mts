import type { BenchWorkflow } from './engine/run.mts';
import { type Part, node, to } from './contenders/nodes.mts';

/** The items of one run. */
export interface Items {
	/** What their keys begin with. */
	readonly scene: string;
	readonly count: number;
}

/**
 * A workflow that makes items and hands them to a contender.
 *
 * @param id up to 21 characters, as n8n wants it
 */
export function workflowOf(id: string, { scene, count }: Items, part: Part): BenchWorkflow {
	const [entry] = part.nodes;
	if (!entry) throw new Error('A contender needs a node.');
	const start = node('Start', 'n8n-nodes-base.manualTrigger@1', {});
	const list = node('List', 'n8n-nodes-base.set@3.4', {
		mode: 'raw',
		jsonOutput: `={{ { videos: Array.from({ length: ${String(count)} }, (_, index) => ({
			key: "${scene}-" + String(index).padStart(12, "0"),
			caption: "Made with AI #wonda " + index,
		})) } }}`,
		options: {},
	});
	const videos = node('Videos', 'n8n-nodes-base.splitOut@1', {
		fieldToSplitOut: 'videos',
		options: {},
	});
	return {
		id,
		name: id,
		nodes: [start, list, videos, ...part.nodes],
		connections: {
			[start.name]: { main: [to(list.name)] },
			[list.name]: { main: [to(videos.name)] },
			[videos.name]: { main: [to(entry.name)] },
			...part.connections,
		},
		settings: { executionOrder: 'v1' },
	};
}
