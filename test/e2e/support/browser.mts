import { type Browser, chromium, selectors } from 'playwright-core';

import { chromiumCommand } from './debian.mts';
import { say } from './say.mts';

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

/** Opens the system's Chromium without a window, installing it on Debian where it is missing. */
export async function openBrowser(): Promise<Browser> {
	const executablePath = await chromiumCommand(say);
	return await chromium.launch({ executablePath, args: QUIET });
}
