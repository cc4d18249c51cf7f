import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { WORKFLOWS_FOLDER } from '../../../host/project.mts';

/** A workflow as its file holds it. It runs when the webhook of its ID is called. */
export interface Workflow {
	readonly id: string;
	readonly nodes: readonly { readonly name: string; readonly type: string }[];
}

/** Publishes a video and waits for it. Its caption is the execution's ID, so the ledger tells who posted. */
export async function publishAndWait(): Promise<Workflow> {
	const text = await readFile(path.join(__dirname, 'publish-and-wait.json'), 'utf8');
	return JSON.parse(text) as Workflow;
}

// What the test needs to be otherwise in the example: whose post it is, what is posted, a wait as short as may be, and
// no more than two looks.
const CHANGES = [
	['"Made with AI #wonda"', '"={{ $execution.id }}"'],
	['"019e1b70-6f9e-80fd-8c49-000000000001"', '"={{ $json.body.mediaId }}"'],
	['"amount": 2', '"amount": 66'],
	['"minutes"', '"seconds"'],
	['$runIndex >= 29', '$runIndex >= 1'],
] as const;

/** The example that looks later. Its webhook takes the `mediaId`. */
export async function publishAndLookLater(): Promise<Workflow> {
	const file = path.join(WORKFLOWS_FOLDER, 'wait-without-holding-a-worker.json');
	let text = await readFile(file, 'utf8');
	for (const [from, to] of CHANGES) {
		if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
		text = text.replace(from, to);
	}
	const workflow = JSON.parse(text) as Workflow;
	const webhook = {
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		webhookId: workflow.id,
		parameters: { httpMethod: 'POST', path: workflow.id },
	};
	const nodes = workflow.nodes.map((node) => ({
		...node,
		...(node.name === 'Start here' ? webhook : {}),
	}));
	return { ...workflow, nodes };
}
