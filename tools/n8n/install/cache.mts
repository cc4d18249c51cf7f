import { copyFile, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

import { PROJECT_FOLDER } from '../project.mts';

/**
 * Where installed n8n hosts are kept, outside the checkout: `N8N_NODES_WONDA_CACHE`, else
 * `n8n-nodes-wonda` in `XDG_CACHE_HOME`, else in `~/.cache`. The folder may not exist yet.
 */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
	if (env.N8N_NODES_WONDA_CACHE) return path.resolve(env.N8N_NODES_WONDA_CACHE);
	const caches = env.XDG_CACHE_HOME ? env.XDG_CACHE_HOME : path.join(homedir(), '.cache');
	return path.resolve(caches, 'n8n-nodes-wonda');
}

/** The folder of an n8n for this platform and architecture; it may not exist yet. */
export function installFolder(version: string, env: NodeJS.ProcessEnv = process.env): string {
	return path.join(cacheFolder(env), `n8n-${version}-${process.platform}-${process.arch}`);
}

/**
 * The folder with the manifest and the lock file of an n8n: the version and the hash of every package that it is made of,
 * and of a Node for each platform.
 */
export function lockFolder(version: string): string {
	return path.join(PROJECT_FOLDER, 'tools', 'n8n', 'install', 'lockFiles', version);
}

/**
 * Puts both files where `npm ci` is to install that n8n. npm then takes no package whose content has another hash.
 *
 * @throws where there are none for this version.
 */
export async function copyLock(version: string, folder: string): Promise<void> {
	try {
		for (const file of ['package.json', 'package-lock.json']) {
			await copyFile(path.join(lockFolder(version), file), path.join(folder, file));
		}
	} catch (error) {
		throw new Error(
			`There is no lock file for n8n ${version} in ${lockFolder(version)}. CONTRIBUTING.md says how to make it.`,
			{ cause: error },
		);
	}
}

/** Whether a folder holds the n8n of this lock file. It has come to its place only when all of it was there and had been checked. */
export async function isInstalled(version: string, folder: string): Promise<boolean> {
	const lockIn = (place: string) =>
		readFile(path.join(place, 'package-lock.json'), 'utf8').catch(() => undefined);
	const lock = await lockIn(lockFolder(version));
	return lock !== undefined && lock === (await lockIn(folder));
}
