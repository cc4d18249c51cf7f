import { homedir } from 'node:os';
import path from 'node:path';

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
