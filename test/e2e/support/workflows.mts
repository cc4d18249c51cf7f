import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import type { Json } from '../../../tools/n8n/server/execution.mts';
import { PROJECT_FOLDER, WORKFLOWS_FOLDER } from '../../../tools/n8n/project.mts';
import { temporaryFolder } from '../../../tools/n8n/machine/temporary.mts';

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

/**
 * A workflow of test/workflows under an id of its own.
 *
 * @param saved its file name without ending.
 * @param parameters of the Wonda TikTok node, beside or in place of the saved ones.
 * @param settings of the workflow, such as its time zone.
 */
export async function savedAs(
	id: string,
	saved: string,
	parameters: Json = {},
	settings: Json = {},
): Promise<ImportableWorkflow> {
	const file = path.join(PROJECT_FOLDER, 'test', 'engine', 'workflows', `${saved}.json`);
	const workflow = JSON.parse(await readFile(file, 'utf8')) as ImportableWorkflow;
	return {
		...workflow,
		id,
		name: id,
		settings: { ...workflow.settings, ...settings },
		nodes: workflow.nodes.map((node) =>
			node.name === NODE ? { ...node, parameters: { ...node.parameters, ...parameters } } : node,
		),
	};
}

/** An example of this project; `file` is its path in workflows/, without `.json`. */
export async function example(file: string): Promise<ImportableWorkflow> {
	const text = await readFile(path.join(WORKFLOWS_FOLDER, `${file}.json`), 'utf8');
	return JSON.parse(text) as ImportableWorkflow;
}

/**
 * A workflow whose trigger of this package polls that often.
 *
 * @param seconds a part of a minute: n8n takes no time that is shorter than one, but several times in it.
 */
export function pollingEvery(seconds: number, workflow: ImportableWorkflow): ImportableWorkflow {
	const item = Array.from({ length: 60 / seconds }, (_, index) => ({
		mode: 'custom',
		cronExpression: `${String(index * seconds)} * * * * *`,
	}));
	return {
		...workflow,
		nodes: workflow.nodes.map((node) =>
			node.type === 'n8n-nodes-wonda.wondaTikTokTrigger'
				? { ...node, parameters: { ...node.parameters, pollTimes: { item } } }
				: node,
		),
	};
}

/** A workflow in which another node comes after the Wonda TikTok node. */
export function followedBy(workflow: ImportableWorkflow, next: WorkflowNode): ImportableWorkflow {
	const connection = { main: [[{ node: next.name, type: 'main', index: 0 }]] };
	return {
		...workflow,
		nodes: [...workflow.nodes, next],
		connections: { ...workflow.connections, [NODE]: connection },
	};
}

/** A workflow that the package's trigger starts, in the place of the manual one. */
export function triggered(workflow: ImportableWorkflow): ImportableWorkflow {
	const [start, ...rest] = workflow.nodes;
	const node = workflow.nodes.find(({ name }) => name === NODE);
	if (!start || !node) throw new Error(`${workflow.name} has no ${NODE} that something starts.`);
	const trigger = { ...node, ...start, name: TRIGGER, type: `${node.type}Trigger`, typeVersion: 1 };
	return {
		...workflow,
		nodes: [trigger, ...rest],
		connections: { [TRIGGER]: workflow.connections[start.name] },
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
