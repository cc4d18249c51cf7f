import type { ITaskData } from 'n8n-workflow';

import type { BenchWorkflow } from './engine/run.mts';
import { type Part, node, to } from './contenders/nodes.mts';

/** The items of one run. */
export interface Items {
	/** What their keys begin with. */
	readonly scene: string;
	readonly count: number;
	/** The number of the first one; 0 unless told. */
	readonly first?: number;
}

/**
 * A workflow that makes items and hands them to a contender.
 *
 * @param id up to 21 characters, as n8n wants it
 */
export function workflowOf(
	id: string,
	{ scene, count, first = 0 }: Items,
	part: Part,
): BenchWorkflow {
	const [entry] = part.nodes;
	if (!entry) throw new Error('A contender needs a node.');
	const start = node('Start', 'n8n-nodes-base.manualTrigger@1', {});
	const list = node('List', 'n8n-nodes-base.set@3.4', {
		mode: 'raw',
		jsonOutput: `={{ { videos: Array.from({ length: ${String(count)} }, (_, place) => place + ${String(first)}).map((index) => ({
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

/** Nodes that make the items; what comes after them is what is measured. */
const BEFORE = new Set(['Start', 'List', 'Videos']);

/** A run of a node, as far as it tells of time: n8n keeps these two with each, in milliseconds. */
type Timed = Partial<Pick<ITaskData, 'startTime' | 'executionTime'>>;

/**
 * How long executions of such workflows took.
 *
 * @param executions every run of every node, by the node's name
 * @returns milliseconds from the start of the first node that posts to the end of the last node
 * @throws where n8n ran no such node
 */
export function tookOf(executions: readonly Readonly<Record<string, readonly object[]>>[]): number {
	const runs = executions
		.flatMap((runData) => Object.entries(runData))
		.filter(([name]) => !BEFORE.has(name))
		.flatMap(([, nodeRuns]) => nodeRuns as readonly Timed[]);
	const start = Math.min(...runs.map(({ startTime = NaN }) => startTime));
	const end = Math.max(
		...runs.map(({ startTime = NaN, executionTime = 0 }) => startTime + executionTime),
	);
	if (!Number.isFinite(end - start)) throw new Error('n8n ran no node that posts.');
	return end - start;
}
