import { cp } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { runNpm } from '../n8n/machine/npm.mts';
import { PROJECT_FOLDER } from '../n8n/project.mts';
import { temporaryFolder } from '../n8n/machine/temporary.mts';

/** The scanner that n8n runs before it verifies a package, with a lock file. It is too large to be a devDependency. */
const SCANNER = '@n8n/scan-community-package';
const LOCKED = path.join(import.meta.dirname, 'scanner');

const INSTALL_WITHIN_MS = 5 * 60_000;

interface Scanner {
	SOURCE_FILE_PATTERNS: string[];
	analyzePackage(
		folder: string,
		patterns?: string[],
	): Promise<{ passed: boolean; message?: string; details?: string }>;
}

/**
 * Runs n8n's scanner as n8n does: on the published files and on their sources.
 *
 * @param unpacked folder of the unpacked tarball
 * @returns its findings
 */
export async function scan(unpacked: string): Promise<string[]> {
	const { folder } = await temporaryFolder();
	await cp(LOCKED, folder, { recursive: true });
	await runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
		cwd: folder,
		timeoutMs: INSTALL_WITHIN_MS,
	});
	const file = path.join(folder, 'node_modules', SCANNER, 'scanner/scanner.mjs');
	const scanner = (await import(pathToFileURL(file).href)) as Scanner;
	const results = [
		await scanner.analyzePackage(unpacked),
		await scanner.analyzePackage(PROJECT_FOLDER, scanner.SOURCE_FILE_PATTERNS),
	];
	return results
		.filter(({ passed }) => !passed)
		.map(({ message = '', details = '' }) => `n8n's scanner: ${message}\n${details}`);
}
