import { readFile } from 'node:fs/promises';
import path from 'node:path';

import type { Json } from '../server/execution.mts';
import { WORKFLOWS_FOLDER } from '../project.mts';

/** What one Wonda TikTok node of an example workflow is set to. */
export interface ExampleNode {
	readonly name: string;
	readonly parameters: Readonly<Json>;
}

/** An example workflow, read from its file. */
export interface ExampleWorkflow {
	readonly id: string;
	readonly name: string;
	/** Its Wonda TikTok nodes, in the order in which they run. */
	readonly nodes: readonly ExampleNode[];
}

/**
 * Reads an example workflow.
 *
 * @param file its name in workflows/, without `.json`.
 */
export async function readExample(file: string): Promise<ExampleWorkflow> {
	const text = await readFile(path.join(WORKFLOWS_FOLDER, `${file}.json`), 'utf8');
	const workflow = JSON.parse(text) as {
		id: string;
		name: string;
		nodes: (ExampleNode & { type: string })[];
	};
	const nodes = workflow.nodes.filter(({ type }) => type.startsWith('n8n-nodes-wonda.'));
	return { id: workflow.id, name: workflow.name, nodes };
}

// What steers the node and is no field of the API's request.
const NOT_SENT = ['resource', 'operation', 'waitForCompletion', 'waitOptions', 'scheduledAt'];

/** The request body that a publishing node of the examples stands for, `scheduledAt` aside. */
export function expectedBody(node: ExampleNode): Json {
	const { mediaIds, additionalFields, ...rest } = node.parameters;
	const sent = Object.entries(rest)
		.filter(([name]) => !NOT_SENT.includes(name))
		.map(([name, value]) => [name, chosenIn(value)] as const);
	return {
		...Object.fromEntries(sent),
		...(typeof mediaIds === 'string' ? { mediaIds: mediaIds.split('\n') } : {}),
		...(additionalFields as Json),
	};
}

/** The ID in a resource locator; any other value as it is. */
function chosenIn(value: unknown): unknown {
	const isLocator = typeof value === 'object' && value !== null && '__rl' in value;
	return isLocator ? (value as { value?: unknown }).value : value;
}
