import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { WORKFLOWS_FOLDER } from '../project.mts';
import type { Json } from '../server/execution.mts';

/** The parameters of a Wonda TikTok node in an example workflow. */
export interface ExampleNode {
	readonly name: string;
	readonly parameters: Readonly<Json>;
}

/** An example workflow. */
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
	return { ...workflow, nodes };
}

/** Parameters that control the node, and are no field of the API's request as they are. */
const NOT_SENT = ['resource', 'operation', 'waitForCompletion', 'waitOptions', 'scheduledAt'];

/** The request body that a node of the examples publishes with, without `scheduledAt`. */
export function expectedBody({ parameters }: ExampleNode): Json {
	const { images, additionalFields, ...rest } = parameters;
	const sent = Object.entries(rest).filter(([name]) => !NOT_SENT.includes(name));
	return {
		...Object.fromEntries(sent.map(([name, value]) => [name, chosenIn(value)])),
		...(images === undefined ? {} : { mediaIds: chosenImages(images as Images) }),
		...(additionalFields as Json),
	};
}

interface Images {
	readonly image: readonly { readonly mediaId: unknown }[];
}

const chosenImages = ({ image }: Images) => image.map(({ mediaId }) => chosenIn(mediaId));

/** The ID in a resource locator; any other value as it is. */
function chosenIn(value: unknown): unknown {
	const isLocator = typeof value === 'object' && value !== null && '__rl' in value;
	return isLocator ? (value as { value?: unknown }).value : value;
}
