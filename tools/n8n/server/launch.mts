import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import type { N8nInstall } from '../install/installN8n.mts';
import { duration, type Log } from '../machine/log.mts';
import { lastLines, stopProcess } from '../machine/processes.mts';
import { temporaryFolder } from '../machine/temporary.mts';
import { installCommunityPackage, type PackedNode } from '../package.mts';
import { WORKFLOWS_FOLDER, workflowFiles } from '../project.mts';
import { type Editor, type EditorSettings, type Owner, startEditor } from './editor.mts';
import { type Execution, readExecution, readLog } from './execution.mts';
import { type N8nContext, n8nContext, runN8n, runN8nOrThrow } from './n8nCommand.mts';

/** A credential as `n8n import:credentials` takes it. */
export interface ImportedCredential {
	readonly id: string;
	readonly name: string;
	readonly type: string;
	readonly data: Readonly<Record<string, unknown>>;
}

/** A workflow in n8n. */
export interface ImportedWorkflow {
	readonly id: string;
	readonly name: string;
}

export interface LaunchSettings {
	readonly install: N8nInstall;
	readonly pack: PackedNode;
	readonly credentials: readonly ImportedCredential[];
	/** A folder of workflow files; by default the examples of this project. */
	readonly workflows?: string;
	/** Environment variables for n8n. */
	readonly env?: NodeJS.ProcessEnv;
	/** Installs the package into a user folder; by default `installCommunityPackage`. */
	readonly installPackage?: (userFolder: string, pack: PackedNode) => Promise<unknown>;
	readonly log: Log;
}

/** A real n8n with the package, in a temporary folder of its own. */
export interface Host {
	/** The `N8N_USER_FOLDER`. */
	readonly userFolder: string;
	/** The workflows that were imported. */
	readonly workflows: readonly ImportedWorkflow[];
	/**
	 * Runs a workflow without an editor, with `n8n execute`.
	 *
	 * @param settings.timeoutMs milliseconds, n8n's own start included; by default three minutes.
	 * @throws if n8n does not run it; not for a workflow that fails.
	 */
	execute(workflowId: string, settings?: { readonly timeoutMs?: number }): Promise<Execution>;
	/** Publishes a workflow: its trigger works as soon as the editor is started. */
	publish(workflowId: string): Promise<void>;
	/** Starts the editor with an owner account; a second time only after it has ended. */
	startEditor(settings?: Pick<EditorSettings, 'port'>): Promise<Editor>;
	/** Ends everything that runs and removes the user folder. */
	stop(): Promise<void>;
}

/** The credential that the example workflows refer to, for a sandbox. */
export function sandboxCredential(sandbox: {
	readonly apiKey: string;
	readonly baseUrl: string;
}): ImportedCredential {
	return {
		id: 'wondaSandbox',
		name: 'Wonda API (Sandbox)',
		type: 'wondaApi',
		data: { apiKey: sandbox.apiKey, baseUrl: sandbox.baseUrl },
	};
}

/**
 * Sets up a fresh n8n with the packed node as a community package, credentials and workflows. Nothing in it refers to the
 * checkout.
 *
 * @throws if n8n does not take the credentials or the workflows.
 */
export async function launchHost(settings: LaunchSettings): Promise<Host> {
	const { install, log, pack, installPackage = installCommunityPackage } = settings;
	const started = Date.now();
	log(`Setting up a fresh n8n with ${pack.name} ${pack.version}`);
	const { folder: userFolder, remove } = await temporaryFolder();
	try {
		const context = n8nContext(install, userFolder, settings.env);
		await installPackage(userFolder, pack);
		// The first command makes the database.
		await importCredentials(context, settings.credentials);
		const workflows = await importWorkflows(context, settings.workflows ?? WORKFLOWS_FOLDER);
		log(`  Ready after ${duration(Date.now() - started)}.`);
		return describeHost(context, workflows, remove);
	} catch (error) {
		await remove();
		throw error;
	}
}

function describeHost(
	context: N8nContext,
	workflows: readonly ImportedWorkflow[],
	remove: () => Promise<void>,
): Host {
	let owner: Owner | undefined;
	return {
		userFolder: context.userFolder,
		workflows,
		async execute(workflowId, { timeoutMs } = {}) {
			const args = ['execute', `--id=${workflowId}`, '--rawOutput'];
			return readExecution(await runN8n(context, args, timeoutMs));
		},
		async publish(workflowId) {
			await runN8nOrThrow(context, ['publish:workflow', `--id=${workflowId}`]);
		},
		async startEditor(settings) {
			const editor = await startEditor(context, { ...settings, owner });
			owner = editor;
			return editor;
		},
		async stop() {
			await Promise.all([...context.processes].map((child) => stopProcess(child)));
			await remove();
		},
	};
}

/** Imports credentials, which n8n encrypts. */
export async function importCredentials(
	context: N8nContext,
	credentials: readonly ImportedCredential[],
): Promise<void> {
	const file = path.join(context.userFolder, 'credentials.json');
	await writeFile(file, JSON.stringify(credentials));
	const { output } = await runN8nOrThrow(context, ['import:credentials', `--input=${file}`]);
	await rm(file);
	expectImported(output, credentials.length, 'credential');
}

async function importWorkflows(context: N8nContext, from: string): Promise<ImportedWorkflow[]> {
	// Copies in one folder, because n8n reads no folders in it.
	const folder = path.join(context.userFolder, 'workflows');
	await mkdir(folder);
	const workflows = await Promise.all(
		(await workflowFiles(from)).map(async (name) => {
			const copy = path.join(folder, name.replaceAll(path.sep, '-'));
			await copyFile(path.join(from, name), copy);
			return JSON.parse(await readFile(copy, 'utf8')) as ImportedWorkflow;
		}),
	);
	const args = ['import:workflow', '--separate', `--input=${folder}`];
	expectImported((await runN8nOrThrow(context, args)).output, workflows.length, 'workflow');
	return workflows;
}

/** n8n skips a file that it does not understand with a warning and exit code 0. */
function expectImported(output: string, count: number, what: string): void {
	const log = readLog(output);
	if (!log.includes(`Successfully imported ${String(count)} ${what}`)) {
		throw new Error(`n8n did not import ${String(count)} ${what}(s):\n${lastLines(log)}`);
	}
}
