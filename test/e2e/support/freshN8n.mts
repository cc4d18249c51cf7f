import { installN8n, type N8nInstall } from '../../../tools/n8n/install/installN8n.mts';
import {
	type Host,
	type ImportedCredential,
	launchHost,
	type LaunchSettings,
	sandboxCredential,
} from '../../../tools/n8n/server/launch.mts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../tools/sandbox/index.mts';
import { type AtEnd, packed, say } from './testRun.mts';
import { type ImportableWorkflow, workflowFolder } from './workflows.mts';

/** A real n8n with the packed package, and the sandbox of its credential. */
export interface FreshN8n {
	readonly install: N8nInstall;
	readonly sandbox: Sandbox;
	readonly host: Host;
}

export interface FreshN8nSettings extends Pick<LaunchSettings, 'env' | 'installPackage'> {
	/** The version of n8n; by default the pinned one. */
	readonly version?: string;
	/** The workflows in n8n; by default the examples. */
	readonly workflows?: readonly ImportableWorkflow[];
	/** Credentials beside that of the sandbox. */
	readonly credentials?: readonly ImportedCredential[];
	readonly sandbox?: Partial<SandboxOptions>;
}

/** Sets up an n8n for the tests of a file. */
export async function freshN8n(
	{ version, workflows, credentials = [], sandbox: options, ...settings }: FreshN8nSettings,
	atEnd: AtEnd,
): Promise<FreshN8n> {
	const install = await installN8n({ log: version ? say : () => undefined, version });
	const sandbox = await startSandbox(options);
	atEnd(() => sandbox.stop());
	const files = workflows && (await workflowFolder(workflows));
	if (files) atEnd(files.remove);
	const host = await launchHost({
		...settings,
		install,
		pack: packed(),
		credentials: [sandboxCredential(sandbox), ...credentials],
		workflows: files?.folder,
		log: () => undefined,
	});
	atEnd(() => host.stop());
	return { install, sandbox, host };
}
