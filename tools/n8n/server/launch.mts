import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { installCommunityPackage, type PackedNode } from '../package.mts';
import { type Editor, type EditorSettings, type Owner, startEditor } from './editor.mts';
import { type N8nContext, runN8n, runN8nOrThrow } from './n8nCommand.mts';
import { n8nEnvironment } from './environment.mts';
import { type Execution, readExecution, readLog } from './execution.mts';
import type { N8nInstall } from '../install/installN8n.mts';
import { type Log, duration } from '../machine/log.mts';
import { type Child, lastLines, runProcess, stopProcess } from '../machine/processes.mts';
import { WORKFLOWS_FOLDER, workflowFiles } from '../project.mts';
import { temporaryFolder } from '../machine/temporary.mts';

/** A credential as `n8n import:credentials` takes it. */
export interface ImportedCredential {
	readonly id: string;
	readonly name: string;
	readonly type: string;
	readonly data: Readonly<Record<string, unknown>>;
}

/** What a workflow's file says of a node. */
export interface WorkflowNode {
	readonly name: string;
	readonly type: string;
}

/** What is known of a workflow that was imported. */
export interface ImportedWorkflow {
	readonly id: string;
	readonly name: string;
	readonly nodes: readonly WorkflowNode[];
}

export interface LaunchSettings {
	readonly install: N8nInstall;
	readonly pack: PackedNode;
	readonly credentials: readonly ImportedCredential[];
	/** A folder of workflow files, in folders or not; the examples of this project unless told. */
	readonly workflows?: string;
	/** Environment variables of n8n's, beside those every host gets. */
	readonly env?: NodeJS.ProcessEnv;
	/** Puts the package into a user folder by hand, so that n8n's database knows nothing of it; n8n's own way unless told. */
	readonly installByHand?: (userFolder: string) => Promise<void>;
	readonly log: Log;
}

export interface ExecuteSettings {
	/** Milliseconds that the run may take, n8n's own start included; three minutes unless told. */
	readonly timeoutMs?: number;
}

/** A real n8n with the package in it, in a folder of its own that goes away with it. */
export interface Host {
	/** The `N8N_USER_FOLDER`. */
	readonly userFolder: string;
	/** The workflows that were imported. */
	readonly workflows: readonly ImportedWorkflow[];
	/**
	 * Runs a workflow headless, with `n8n execute`.
	 *
	 * @throws where n8n does not run it at all; a workflow that fails is an ordinary answer.
	 */
	execute(workflowId: string, settings?: ExecuteSettings): Promise<Execution>;
	/** Publishes a workflow: its trigger works as soon as the editor is started. */
	publish(workflowId: string): Promise<void>;
	/** Starts the editor, with an owner account; a second time only once it has ended. */
	startEditor(settings?: Pick<EditorSettings, 'port'>): Promise<Editor>;
	/** Puts another version of the package in the place of the present one, as an upgrade does; it ends all that runs. */
	replacePackage(pack: PackedNode): Promise<void>;
	/** Ends all that runs and removes the user folder. */
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
		data: {
			apiKey: sandbox.apiKey,
			baseUrl: sandbox.baseUrl,
			// n8n before 2.40 applies it to the node as well.
			allowedDomains: new URL(sandbox.baseUrl).hostname,
		},
	};
}

/**
 * Makes a fresh n8n: the packed node installed as a community package, credentials and workflows imported.
 * Nothing in it refers to the checkout.
 *
 * @throws where n8n does not load the package's nodes, or does not take the credentials or the workflows.
 */
export async function launchHost(settings: LaunchSettings): Promise<Host> {
	const { install, log } = settings;
	const started = Date.now();
	log(`Setting up a fresh n8n with ${settings.pack.name} ${settings.pack.version} in it`);
	const { folder: userFolder, remove } = await temporaryFolder();
	try {
		const context = {
			install,
			userFolder,
			env: n8nEnvironment(install, userFolder, settings.env),
			processes: new Set<Child>(),
		};
		const packageFolder = settings.installByHand
			? await settings.installByHand(userFolder)
			: await installCommunityPackage(userFolder, settings.pack);
		// The first command makes the database.
		await importCredentials(context, settings.credentials);
		if (packageFolder) await recordPackage(context, packageFolder);
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
	workflows: Host['workflows'],
	remove: () => Promise<void>,
): Host {
	let stopped = false;
	let owner: Owner | undefined;
	const stopProcesses = () =>
		Promise.all([...context.processes].map((child) => stopProcess(child)));
	const refuseIfStopped = () => {
		if (stopped) throw new Error('This n8n has been stopped.');
	};
	return {
		userFolder: context.userFolder,
		workflows,
		async execute(workflowId, { timeoutMs } = {}) {
			refuseIfStopped();
			return readExecution(
				await runN8n(context, ['execute', `--id=${workflowId}`, '--rawOutput'], timeoutMs),
			);
		},
		async publish(workflowId) {
			refuseIfStopped();
			await runN8nOrThrow(context, ['publish:workflow', `--id=${workflowId}`]);
		},
		async startEditor(settings) {
			refuseIfStopped();
			const editor = await startEditor(context, { ...settings, owner });
			owner = editor;
			return editor;
		},
		async replacePackage(pack) {
			refuseIfStopped();
			await stopProcesses();
			await recordPackage(context, await installCommunityPackage(context.userFolder, pack));
		},
		async stop() {
			stopped = true;
			await stopProcesses();
			await remove();
		},
	};
}

async function importCredentials(
	context: N8nContext,
	credentials: readonly ImportedCredential[],
): Promise<void> {
	const file = path.join(context.userFolder, 'credentials.json');
	await writeFile(file, JSON.stringify(credentials));
	const ended = await runN8nOrThrow(context, ['import:credentials', `--input=${file}`]);
	// From here on the keys are held by n8n alone, encrypted.
	await rm(file);
	expectImported(ended.output, credentials.length, 'credential');
}

async function importWorkflows(context: N8nContext, from: string): Promise<Host['workflows']> {
	// n8n gets copies, so that it holds no path of the checkout. It reads one folder, and none in it.
	const folder = path.join(context.userFolder, 'workflows');
	await mkdir(folder);
	const workflows = await Promise.all(
		(await workflowFiles(from)).map(async (name) => {
			await copyFile(path.join(from, name), path.join(folder, name.replaceAll(path.sep, '-')));
			const text = await readFile(path.join(from, name), 'utf8');
			const { id, name: title, nodes } = JSON.parse(text) as ImportedWorkflow;
			return { id, name: title, nodes };
		}),
	);
	const args = ['import:workflow', '--separate', `--input=${folder}`];
	expectImported((await runN8nOrThrow(context, args)).output, workflows.length, 'workflow');
	return workflows;
}

/** n8n skips a file that it does not understand with a warning and the exit code 0, so its count is read. */
function expectImported(output: string, count: number, what: string): void {
	const log = readLog(output);
	if (!log.includes(`Successfully imported ${String(count)} ${what}`)) {
		throw new Error(`n8n did not import ${String(count)} ${what}(s):\n${lastLines(log)}`);
	}
}

async function recordPackage(context: N8nContext, packageFolder: string): Promise<void> {
	const script = path.join(context.userFolder, 'record.mts');
	await copyFile(new URL('record.mts', import.meta.url), script);
	const database = path.join(context.userFolder, '.n8n', 'database.sqlite');
	const ended = await runProcess(context.install.node, [script, database, packageFolder], {
		cwd: context.userFolder,
		// n8n lends its own modules to the nodes it loads in the same way.
		env: { ...context.env, NODE_PATH: context.install.modules },
	});
	if (ended.code !== 0) {
		throw new Error(`The package's nodes cannot be loaded:\n${lastLines(ended.stderr)}`);
	}
}
