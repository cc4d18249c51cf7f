import { execFileSync } from 'node:child_process';

import {
	type Browser,
	type BrowserContext,
	type BrowserContextOptions,
	chromium,
	selectors,
} from 'playwright-core';

import type { Editor } from '../../../tools/n8n/server/editor.mts';
import { type Host } from '../../../tools/n8n/server/launch.mts';
import { type Sandbox } from '../../../tools/sandbox/index.mts';
import { signIn } from './editorPage.mts';
import { freshN8n, type FreshN8nSettings } from './freshN8n.mts';
import { endAll } from './testRun.mts';

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

/** Sets up a desk with the packed package in n8n, and a credential for the sandbox. */
export async function setUpDesk(settings: FreshN8nSettings = {}): Promise<Desk> {
	const ends: (() => Promise<void>)[] = [];
	const end = () => endAll(ends);
	try {
		const browser = await openBrowser();
		ends.unshift(() => browser.close());
		const { sandbox, host } = await freshN8n(settings, (step) => ends.unshift(step));
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

// A browser of its own calls home, updates itself and asks questions; none of that belongs in a test. The editor asks npm and
// n8n for news of the package: no name but this machine's is known to the browser, which keeps its cache, unlike with a route.
const QUIET = [
	'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
	'--no-sandbox',
	'--disable-quic',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--no-first-run',
];

// What n8n's elements are named by.
selectors.setTestIdAttribute('data-test-id');

/** Opens the system's Chromium without a window. */
export async function openBrowser(): Promise<Browser> {
	const executablePath = execFileSync('which', ['chromium'], { encoding: 'utf8' }).trim();
	return await chromium.launch({ executablePath, args: QUIET });
}
