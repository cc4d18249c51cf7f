import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';

import type { Editor } from '../../../host/n8n/editor.mts';
import { installN8n } from '../../../host/install/installN8n.mts';
import { type Host, launchHost, sandboxCredential } from '../../../host/n8n/launch.mts';
import { type Sandbox, startSandbox } from '../../../sandbox/index.mts';
import { openBrowser } from './browser.mts';
import { endAll } from './endAll.mts';
import { signIn } from './editorPage.mts';
import { packed } from './packed.mts';
import { type ImportableWorkflow, workflowFolder } from './workflows.mts';

/** What the tests in the editor stand on: a sandbox, a real n8n with its editor, and a browser. */
export interface Desk {
	readonly sandbox: Sandbox;
	readonly host: Host;
	readonly editor: Editor;
	readonly browser: Browser;
	/** A browser of its own, signed in as the owner of n8n. */
	signIn(options?: BrowserContextOptions): Promise<BrowserContext>;
	/** Ends all of it. */
	end(): Promise<void>;
}

export interface DeskSettings {
	/** The workflows in n8n; this project's examples unless told. */
	readonly workflows?: readonly ImportableWorkflow[];
	/** Environment variables of n8n's. */
	readonly env?: NodeJS.ProcessEnv;
}

/** Sets up a desk with the packed package in n8n, and a credential for the sandbox. */
export async function setUpDesk({ workflows, env }: DeskSettings = {}): Promise<Desk> {
	const log = () => undefined;
	const install = await installN8n({ log });
	const ends: (() => Promise<void>)[] = [];
	const end = () => endAll(ends.toReversed());
	try {
		const browser = await openBrowser();
		ends.push(() => browser.close());
		const sandbox = await startSandbox();
		ends.push(() => sandbox.stop());
		const files = workflows && (await workflowFolder(workflows));
		if (files) ends.push(files.remove);
		const host = await launchHost({
			install,
			pack: packed(),
			credentials: [sandboxCredential(sandbox)],
			workflows: files?.folder,
			env,
			log,
		});
		ends.push(() => host.stop());
		const editor = await host.startEditor();
		return {
			sandbox,
			host,
			editor,
			browser,
			signIn: (options) => signIn(browser, editor, options),
			end,
		};
	} catch (error) {
		await end().catch(() => undefined);
		throw error;
	}
}
