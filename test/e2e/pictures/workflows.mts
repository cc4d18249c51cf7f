import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { WORKFLOWS_FOLDER } from '../../../host/project.mts';
import { ACCOUNTS, MEDIA } from '../../../sandbox/seed.mts';
import type { ImportableWorkflow } from '../support/workflows.mts';

/** The name of the node that is taken. */
export const PICTURED_NODE = 'Publish a video';

/** The picture of a node; every other one is of a workflow, after whose file it is named. */
export const NODE_PICTURE = 'node';

/** Where the pictures of workflows are, below that of all pictures; in folders, as the workflows are. */
const PICTURES = 'workflows';

/** The workflow that a picture of the README shows. */
export async function workflowOf(picture: string): Promise<ImportableWorkflow> {
	return picture === NODE_PICTURE
		? await exampleOfNode()
		: await example(path.relative(PICTURES, picture));
}

/** An example; `file` is its path in workflows/, without `.json`. */
async function example(file: string): Promise<ImportableWorkflow> {
	const text = await readFile(path.join(WORKFLOWS_FOLDER, `${file}.json`), 'utf8');
	return JSON.parse(text) as ImportableWorkflow;
}

/** The example that publishes a video, with its account and its video chosen from the lists. */
async function exampleOfNode(): Promise<ImportableWorkflow> {
	const workflow = await example('publish-a-video');
	const chosen = (value: string | undefined, cachedResultName: string) => ({
		__rl: true,
		mode: 'list',
		value,
		cachedResultName,
	});
	const parameters = {
		tiktokAccountId: chosen(ACCOUNTS.studio, 'Wonda Studio (@wonda.studio)'),
		mediaId: chosen(MEDIA.videos[0], 'videos-01.mp4, 8 s, 1080 × 1920, …000001'),
	};
	return {
		...workflow,
		id: 'picture',
		nodes: workflow.nodes.map((node) =>
			node.name === PICTURED_NODE
				? { ...node, parameters: { ...node.parameters, ...parameters } }
				: node,
		),
	};
}
