import { execFileSync } from 'node:child_process';

import { type Browser, chromium, selectors } from 'playwright-core';

// A browser of its own calls home, updates itself and asks questions; none of that belongs in a test.
const QUIET = [
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
