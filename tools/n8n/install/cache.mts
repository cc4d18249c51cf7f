import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

/**
 * Where installed n8n versions are kept, outside the checkout: `N8N_NODES_WONDA_CACHE`, else `n8n-nodes-wonda` in
 * `XDG_CACHE_HOME`, else in `~/.cache`. The folder may not exist yet.
 */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
	const caches = env.XDG_CACHE_HOME || path.join(homedir(), '.cache');
	return path.resolve(env.N8N_NODES_WONDA_CACHE || path.join(caches, 'n8n-nodes-wonda'));
}

/** The folder of an n8n for this platform and architecture; it may not exist yet. */
export function installFolder(version: string): string {
	return path.join(cacheFolder(), `n8n-${version}-${process.platform}-${process.arch}`);
}

/** The files of `lockFolder`. */
export const LOCK_FILES = ['package.json', 'package-lock.json'] as const;

/** The folder with the manifest and the lock file of an n8n: the version and hash of each of its packages, Node's included. */
export function lockFolder(version: string): string {
	return path.join(import.meta.dirname, 'lockFiles', version);
}

/** Whether a folder of the cache holds the n8n of today's lock file. */
export async function isInstalled(version: string, folder: string): Promise<boolean> {
	const lockIn = (place: string) =>
		readFile(path.join(place, 'package-lock.json'), 'utf8').catch(() => undefined);
	const lock = await lockIn(lockFolder(version));
	return lock !== undefined && lock === (await lockIn(folder));
}
