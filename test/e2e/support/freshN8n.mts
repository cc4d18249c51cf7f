import { installN8n, type N8nInstall } from '../../../tools/n8n/install/installN8n.mts';
import {
	type Host,
	type ImportedCredential,
	launchHost,
	sandboxCredential,
} from '../../../tools/n8n/server/launch.mts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../tools/sandbox/index.mts';
import { packed, say } from './testRun.mts';
import { type ImportableWorkflow, workflowFolder } from './workflows.mts';

/** A real n8n with the packed package in it, and the sandbox that its credential is for. */
export interface FreshN8n {
	readonly install: N8nInstall;
	readonly sandbox: Sandbox;
	readonly host: Host;
}

export interface FreshN8nSettings {
	/** The version of n8n; the pinned one unless told. */
	readonly version?: string;
	/** The workflows in n8n; this project's examples unless told. */
	readonly workflows?: readonly ImportableWorkflow[];
	/** Credentials beside that of the sandbox. */
	readonly credentials?: readonly ImportedCredential[];
	/** Environment variables of n8n's. */
	readonly env?: NodeJS.ProcessEnv;
	readonly sandbox?: Partial<SandboxOptions>;
	/** Puts the package into n8n's user folder; n8n's own way unless told. */
	readonly installByHand?: (userFolder: string) => Promise<void>;
}

/**
 * Makes an n8n for the tests of a file.
 *
 * @param atEnd is told of each part as soon as it is there; the last told is to be ended first.
 */
export async function freshN8n(
	settings: FreshN8nSettings,
	atEnd: (end: () => Promise<void>) => void,
): Promise<FreshN8n> {
	const log = () => undefined;
	// A version that has to be installed first takes minutes, which is worth a word.
	const install = await installN8n({
		log: settings.version ? say : log,
		version: settings.version,
	});
	const sandbox = await startSandbox(settings.sandbox);
	atEnd(() => sandbox.stop());
	const files = settings.workflows && (await workflowFolder(settings.workflows));
	if (files) atEnd(files.remove);
	const host = await launchHost({
		install,
		pack: packed(),
		credentials: [sandboxCredential(sandbox), ...(settings.credentials ?? [])],
		workflows: files?.folder,
		env: settings.env,
		installByHand: settings.installByHand,
		log,
	});
	atEnd(() => host.stop());
	return { install, sandbox, host };
}
