import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import type { INode } from 'n8n-workflow';

import type { Editor } from '../../../host/n8n/editor.mts';
import { installN8n } from '../../../host/install/installN8n.mts';
import { launchHost, sandboxCredential } from '../../../host/n8n/launch.mts';
import { WORKFLOWS_FOLDER } from '../../../host/project.mts';
import { temporaryFolder } from '../../../host/machine/temporary.mts';
import { startSandbox, type Sandbox } from '../../../sandbox/index.mts';
import { signIn, type N8nUser } from '../examples/n8nUser.mts';
import { packed } from '../support/packed.mts';

/** An n8n with the examples that begin with a trigger, and what it talks to. */
export interface Stage {
	readonly sandbox: Sandbox;
	/** Somebody at its editor; another one after each start. */
	readonly user: N8nUser;
	/** Kills n8n, as a crash does. */
	kill(): Promise<void>;
	/** Starts it again. */
	start(): Promise<void>;
}

/** n8n takes no time that is shorter than a minute, but several times. */
const EVERY_FIVE_SECONDS = Array.from({ length: 12 }, (_, index) => ({
	mode: 'custom',
	cronExpression: `${String(index * 5)} * * * * *`,
}));

/** Copies of examples that poll often. Out: their folder. */
async function pollingOften(files: string[], folder: string): Promise<string> {
	for (const file of files) {
		const text = await readFile(path.join(WORKFLOWS_FOLDER, file), 'utf8');
		const workflow = JSON.parse(text) as { nodes: INode[] };
		for (const { parameters } of workflow.nodes) {
			if ('pollTimes' in parameters) parameters.pollTimes = { item: EVERY_FIVE_SECONDS };
		}
		await writeFile(path.join(folder, file), JSON.stringify(workflow));
	}
	return folder;
}

/**
 * Starts n8n with some examples in it.
 *
 * @param atEnd is told of each part as soon as it is there; the last told is to be ended first.
 */
export async function setStage(
	files: string[],
	atEnd: (end: () => Promise<void>) => void,
): Promise<Stage> {
	const log = () => undefined;
	const install = await installN8n({ log });
	const sandbox = await startSandbox({ queuedMs: 100, runMs: 300 });
	atEnd(() => sandbox.stop());
	const { folder, remove } = await temporaryFolder();
	atEnd(remove);
	const host = await launchHost({
		install,
		pack: packed(),
		credentials: [sandboxCredential(sandbox)],
		workflows: await pollingOften(files, folder),
		log,
	});
	atEnd(() => host.stop());
	let editor: Editor;
	let user: N8nUser;
	const stage = {
		sandbox,
		get user() {
			return user;
		},
		kill: () => editor.kill(),
		async start() {
			editor = await host.startEditor();
			user = await signIn(editor, install);
		},
	};
	await stage.start();
	return stage;
}
