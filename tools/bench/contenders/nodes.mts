import type { IConnections, INode, INodeParameters } from 'n8n-workflow';

/** Nodes of a workflow that items pass through; the first is the one that they enter. */
export interface Part {
	readonly nodes: readonly INode[];
	readonly connections: IConnections;
}

/** A node as n8n saves it. `type` is its type with `@` and its version. */
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

/** A connection to another node's main input. */
export const to = (name: string) => [{ node: name, type: 'main' as const, index: 0 }];

/** A node that does all by itself. */
export const alone = (only: INode): Part => ({ nodes: [only], connections: {} });

/** How to wait for a job with nodes of n8n's own. */
export interface Loop {
	readonly post: INode;
	/** Looks at the job of an item that `post` or `look` put out. */
	readonly look: INode;
	/** The status that is not yet the end, in `$json.status`. */
	readonly running: string;
	/** Seconds between two looks. */
	readonly seconds: number;
}

/** The usual template for a service whose jobs take time: post, wait, look, and back to waiting where it has not ended. */
export function waitAndCheck({ post, look, running, seconds }: Loop): Part {
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
	return {
		nodes: [post, wait, look, ended, done],
		connections: {
			[post.name]: { main: [to(wait.name)] },
			[wait.name]: { main: [to(look.name)] },
			[look.name]: { main: [to(ended.name)] },
			[ended.name]: { main: [to(done.name), to(wait.name)] },
		},
	};
}
