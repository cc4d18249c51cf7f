import { readdir, realpath } from 'node:fs/promises';
import path from 'node:path';

import { ensureCommand } from '../../../host/debian.mts';
import type { Log } from '../../../host/log.mts';

/** Where Debian keeps the commands of PostgreSQL, a folder for each version. */
const POSTGRES_VERSIONS = '/usr/lib/postgresql';

/** The system's Chromium, installed on Debian where it is missing. */
export async function chromiumCommand(log: Log): Promise<string> {
	return await ensureCommand({ command: 'chromium', package: 'chromium', log });
}

/** The commands of Redis, installed on Debian where they are missing. */
export async function redisCommands(log: Log): Promise<{ server: string; client: string }> {
	const server = await ensureCommand({ command: 'redis-server', package: 'redis-server', log });
	const client = await ensureCommand({ command: 'redis-cli', package: 'redis-tools', log });
	return { server, client };
}

/** The folder of the newest PostgreSQL's commands, which is installed on Debian where it is missing. */
export async function postgresFolder(log: Log): Promise<string> {
	const needed = { package: 'postgresql', folders: postgresFolders, log };
	const server = await ensureCommand({ command: 'postgres', ...needed });
	// Where only the client is installed, its folder is there without these two.
	await ensureCommand({ command: 'initdb', ...needed });
	// The client is beside it, though what is on the PATH may be but a link to the server.
	return path.dirname(await realpath(server));
}

async function postgresFolders(): Promise<string[]> {
	const versions = await readdir(POSTGRES_VERSIONS).catch((): string[] => []);
	return versions
		.sort((a, b) => Number(b) - Number(a))
		.map((version) => path.join(POSTGRES_VERSIONS, version, 'bin'));
}
