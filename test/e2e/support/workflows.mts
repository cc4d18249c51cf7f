import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { temporaryFolder } from '../../../tools/n8n/machine/temporary.mts';
import { PROJECT_FOLDER, WORKFLOWS_FOLDER } from '../../../tools/n8n/project.mts';
import type { Json } from '../../../tools/n8n/server/execution.mts';

/** A workflow as n8n imports it. */
export interface ImportableWorkflow {
	readonly id: string;
	readonly name: string;
	readonly nodes: readonly WorkflowNode[];
	readonly connections: Json;
	readonly settings: Json;
	readonly pinData?: Json;
}

export interface WorkflowNode {
	readonly id: string;
	readonly name: string;
	readonly type: string;
	readonly typeVersion: number;
	readonly position: readonly [x: number, y: number];
	readonly parameters: Readonly<Json>;
}

/** The name of the node under test in every saved workflow of the tests. */
export const NODE = 'Wonda TikTok';

/** The name of the trigger in workflows that have it. */
export const TRIGGER = 'Wonda TikTok Trigger';

const OUR_TRIGGER = 'n8n-nodes-wonda.wondaTikTokTrigger';

/** The workflow with its nodes changed. */
export function withNodes(
	workflow: ImportableWorkflow,
	change: (node: WorkflowNode) => WorkflowNode,
): ImportableWorkflow {
	return { ...workflow, nodes: workflow.nodes.map(change) };
}

/** The node with parameters beside, or instead of, its own. */
export function withParameters(node: WorkflowNode, parameters: Json): WorkflowNode {
	return { ...node, parameters: { ...node.parameters, ...parameters } };
}

/**
 * A workflow of test/engine/workflows under an ID of its own.
 *
 * @param saved its file name without ending.
 * @param parameters of the Wonda TikTok node, beside or instead of the saved ones.
 * @param settings of the workflow, such as its time zone.
 */
export async function savedAs(
	id: string,
	saved: string,
	parameters: Json = {},
	settings: Json = {},
): Promise<ImportableWorkflow> {
	const workflow = await read(path.join(PROJECT_FOLDER, 'test', 'engine', 'workflows'), saved);
	return {
		...withNodes(workflow, (node) =>
			node.name === NODE ? withParameters(node, parameters) : node,
		),
		id,
		name: id,
		settings: { ...workflow.settings, ...settings },
	};
}

/** An example of this project; `file` is its path in workflows/, without `.json`. */
export async function example(file: string): Promise<ImportableWorkflow> {
	return await read(WORKFLOWS_FOLDER, file);
}

async function read(folder: string, file: string): Promise<ImportableWorkflow> {
	const text = await readFile(path.join(folder, `${file}.json`), 'utf8');
	return JSON.parse(text) as ImportableWorkflow;
}

/**
 * A workflow whose trigger of this package polls more often than n8n lets a user choose.
 *
 * @param seconds a part of a minute.
 */
export function pollingEvery(seconds: number, workflow: ImportableWorkflow): ImportableWorkflow {
	const item = Array.from({ length: 60 / seconds }, (_, index) => ({
		mode: 'custom',
		cronExpression: `${String(index * seconds)} * * * * *`,
	}));
	return withNodes(workflow, (node) =>
		node.type === OUR_TRIGGER ? withParameters(node, { pollTimes: { item } }) : node,
	);
}

/** A workflow that the webhook of its ID starts, instead of the manual trigger. */
export function startedByWebhook(workflow: ImportableWorkflow): ImportableWorkflow {
	const webhook = {
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		webhookId: workflow.id,
		parameters: { httpMethod: 'POST', path: workflow.id },
	};
	return withNodes({ ...workflow, pinData: {} }, (node) =>
		node.type === 'n8n-nodes-base.manualTrigger' ? { ...node, ...webhook } : node,
	);
}

/** A workflow that the package's trigger starts, instead of the manual one. */
export function triggered(workflow: ImportableWorkflow): ImportableWorkflow {
	const [start, node] = workflow.nodes as [WorkflowNode, WorkflowNode];
	const trigger = { ...node, ...start, name: TRIGGER, type: OUR_TRIGGER };
	return {
		...workflow,
		nodes: [trigger, node],
		connections: { [TRIGGER]: workflow.connections[start.name] },
	};
}

/** A workflow in which another node follows the Wonda TikTok node. */
export function followedBy(workflow: ImportableWorkflow, next: WorkflowNode): ImportableWorkflow {
	const connection = { main: [[{ node: next.name, type: 'main', index: 0 }]] };
	return {
		...workflow,
		nodes: [...workflow.nodes, next],
		connections: { ...workflow.connections, [NODE]: connection },
	};
}

/** A workflow in which another node stands before the Wonda TikTok node. */
export function precededBy(workflow: ImportableWorkflow, before: WorkflowNode): ImportableWorkflow {
	const to = (node: string) => ({ main: [[{ node, type: 'main', index: 0 }]] });
	const [start] = workflow.nodes as [WorkflowNode];
	return {
		...workflow,
		nodes: [...workflow.nodes, before],
		connections: { [start.name]: to(before.name), [before.name]: to(NODE) },
	};
}

/** Writes workflows into a temporary folder, a file for each, for n8n to import. */
export async function workflowFolder(
	workflows: readonly ImportableWorkflow[],
): Promise<{ folder: string; remove: () => Promise<void> }> {
	const temporary = await temporaryFolder();
	for (const workflow of workflows) {
		const file = path.join(temporary.folder, `${workflow.id}.json`);
		await writeFile(file, JSON.stringify(workflow));
	}
	return temporary;
}
