import type { IConnections, INode, INodeParameters, ITaskData, IWorkflowBase } from 'n8n-workflow';

/** A workflow as n8n saves it. */
export type BenchWorkflow = Pick<
	IWorkflowBase,
	'id' | 'name' | 'nodes' | 'connections' | 'settings'
>;

/** Nodes of a workflow that items pass through, beginning with the first. */
export interface Part {
	readonly nodes: readonly [INode, ...INode[]];
	readonly connections: IConnections;
}

/**
 * A node as n8n saves it.
 *
 * @param type with its version, as in `n8n-nodes-base.set@3.4`
 */
export function node(name: string, type: string, parameters: object): INode {
	const at = type.lastIndexOf('@');
	return {
		id: name,
		name,
		type: type.slice(0, at),
		typeVersion: Number(type.slice(at + 1)),
		position: [0, 0],
		parameters: parameters as INodeParameters,
	};
}

const to = (name: string) => [{ node: name, type: 'main' as const, index: 0 }];

/** A chain of nodes. */
export function chain(...nodes: [INode, ...INode[]]): Part {
	const links = nodes.slice(1).map(({ name }, index) => [nodes[index]?.name, { main: [to(name)] }]);
	return { nodes, connections: Object.fromEntries(links) as IConnections };
}

export const single = (only: INode): Part => chain(only);

/** How to wait for a job with nodes of n8n's own. */
export interface WaitLoop {
	readonly post: INode;
	/** Gets the status of the job of an item that `post` or `poll` has output. */
	readonly poll: INode;
	/** The value of `$json.status` while the job is running. */
	readonly running: string;
	/** Seconds between two polls. */
	readonly seconds: number;
}

/** The usual template for a service with asynchronous jobs: post, wait, poll, and wait again until the job has ended. */
export function waitLoop({ post, poll, running, seconds }: WaitLoop): Part {
	const wait = node('Wait', 'n8n-nodes-base.wait@1.1', {
		resume: 'timeInterval',
		amount: seconds,
		unit: 'seconds',
	});
	const ended = node('Ended?', 'n8n-nodes-base.if@2.2', {
		conditions: {
			options: { version: 2, caseSensitive: true, leftValue: '', typeValidation: 'strict' },
			combinator: 'and',
			conditions: [
				{
					id: 'ended',
					leftValue: '={{ $json.status }}',
					rightValue: running,
					operator: { type: 'string', operation: 'notEquals' },
				},
			],
		},
		options: {},
	});
	const done = node('Done', 'n8n-nodes-base.noOp@1', {});
	const { nodes, connections } = chain(post, wait, poll, ended, done);
	return {
		nodes,
		connections: { ...connections, [ended.name]: { main: [to(done.name), to(wait.name)] } },
	};
}

/** The items of one run. */
export interface Items {
	/** The scenario that they belong to, with which their keys begin. */
	readonly scenario: string;
	readonly count: number;
	/** The number of the first one; 0 by default. */
	readonly first?: number;
}

/** A workflow that makes items and passes them through a part. */
export function workflowOf(
	id: string,
	{ scenario, count, first = 0 }: Items,
	part: Part,
): BenchWorkflow {
	const before = chain(
		node('Start', 'n8n-nodes-base.manualTrigger@1', {}),
		node('List', 'n8n-nodes-base.set@3.4', {
			mode: 'raw',
			jsonOutput: `={{ { videos: Array.from({ length: ${String(count)} }, (_, index) => ({
				key: "${scenario}-" + (index + ${String(first)}),
				caption: "Made with AI #wonda " + (index + ${String(first)}),
			})) } }}`,
			options: {},
		}),
		node('Videos', 'n8n-nodes-base.splitOut@1', { fieldToSplitOut: 'videos', options: {} }),
	);
	return {
		id,
		name: id,
		nodes: [...before.nodes, ...part.nodes],
		connections: {
			...before.connections,
			Videos: { main: [to(part.nodes[0].name)] },
			...part.connections,
		},
		settings: { executionOrder: 'v1' },
	};
}

/** The nodes that make the items, whose time does not count. */
const BEFORE = new Set(['Start', 'List', 'Videos']);

/**
 * How long executions of such workflows took.
 *
 * @param executions the runs of every node, by its name
 * @returns milliseconds from the start of the first node that posts to the end of the last node
 * @throws if no node ran after those that make the items
 */
export function elapsedMs(executions: readonly Readonly<Record<string, ITaskData[]>>[]): number {
	const runs = executions
		.flatMap((runData) => Object.entries(runData))
		.filter(([name]) => !BEFORE.has(name))
		.flatMap(([, nodeRuns]) => nodeRuns);
	const start = Math.min(...runs.map(({ startTime }) => startTime));
	const end = Math.max(...runs.map(({ startTime, executionTime }) => startTime + executionTime));
	if (!Number.isFinite(end - start)) throw new Error('No node ran that posts.');
	return end - start;
}
