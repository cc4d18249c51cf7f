import { execFileSync } from 'node:child_process';

import { type Browser, type BrowserContextOptions, chromium, selectors } from 'playwright-core';

import type { Editor } from '../../../tools/n8n/server/editor.mts';
import type { Sandbox } from '../../../tools/sandbox/index.mts';
import { EditorPage } from './editorPage.mts';
import { freshN8n, type FreshN8nSettings } from './freshN8n.mts';
import type { AtEnd } from './testRun.mts';

/** What the tests in the editor stand on: a sandbox, a real n8n with its editor, and a browser signed in as its owner. */
export interface Desk {
	readonly sandbox: Sandbox;
	readonly editor: Editor;
	/** Opens a blank page. */
	open(): Promise<EditorPage>;
}

/** Sets up a desk with the packed package in n8n, and a credential for the sandbox. */
export async function setUpDesk(
	settings: FreshN8nSettings,
	atEnd: AtEnd,
	options: BrowserContextOptions = {},
): Promise<Desk> {
	const browser = await openBrowser(atEnd);
	const { sandbox, host } = await freshN8n(settings, atEnd);
	const editor = await host.startEditor();
	const context = await browser.newContext({ viewport: { width: 1440, height: 840 }, ...options });
	const answer = await context.request.post(`${editor.url}/rest/login`, {
		data: { emailOrLdapLoginId: editor.email, password: editor.password },
	});
	if (!answer.ok()) throw new Error(`No login: HTTP ${String(answer.status())}`);
	return {
		sandbox,
		editor,
		open: async () => new EditorPage(await context.newPage(), editor.url),
	};
}

// The editor asks npm and n8n for news of the package, and Chromium calls home: only this machine can be reached.
const OFFLINE = [
	'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
	'--no-sandbox',
	'--disable-quic',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--no-first-run',
];

// The attribute that n8n's elements are named by.
selectors.setTestIdAttribute('data-test-id');

/** Opens the system's Chromium without a window. */
export async function openBrowser(atEnd: AtEnd): Promise<Browser> {
	const executablePath = execFileSync('which', ['chromium'], { encoding: 'utf8' }).trim();
	const browser = await chromium.launch({ executablePath, args: OFFLINE });
	atEnd(() => browser.close());
	return browser;
}
