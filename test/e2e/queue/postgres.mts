import { chown } from 'node:fs/promises';
import path from 'node:path';

import { freePort } from '../../../host/machine/ports.mts';
import {
	lastLines,
	runProcess,
	startProcess,
	stopProcess,
} from '../../../host/machine/processes.mts';
import { temporaryFolder } from '../../../host/machine/temporary.mts';
import { until } from './until.mts';

const READY_WITHIN_MS = 60_000;
const USER = 'n8n';

/** A PostgreSQL of our own. */
export interface Postgres {
	/** n8n's settings for it. */
	readonly env: NodeJS.ProcessEnv;
	/** The rows of a query, as JSON gives them. */
	query<Row>(select: string): Promise<Row[]>;
}

/**
 * Starts a PostgreSQL on 127.0.0.1, with an empty database in a temporary folder. The system's own
 * cluster is left alone.
 *
 * @param atEnd is told how to end it, before any of it is there.
 * @throws where it is not ready within a minute.
 */
export async function startPostgres(atEnd: (end: () => Promise<void>) => void): Promise<Postgres> {
	const { folder, remove } = await temporaryFolder();
	atEnd(remove);
	const asUser = await ownerOf(folder);
	const data = path.join(folder, 'data');
	const port = String(await freePort());
	const settings = { cwd: folder, env: { PATH: process.env.PATH, LC_ALL: 'C' } };

	const run = async (name: string, ...args: string[]) => {
		const [command, ...argv] = asUser([name, ...args]);
		const ended = await runProcess(command, argv, settings);
		if (ended.code !== 0) throw new Error(`${name} failed:\n${lastLines(ended.stderr)}`);
		return ended.stdout;
	};
	const psql = async (sql: string) =>
		await run(
			'psql',
			...['-h', '127.0.0.1', '-p', port, '-U', USER, '-d', 'postgres', '-XAtc', sql],
		);

	await run('initdb', '-D', data, '-U', USER, '-A', 'trust', '-E', 'UTF8', '--no-sync');
	const options = {
		listen_addresses: '127.0.0.1',
		port,
		unix_socket_directories: '',
		fsync: 'off',
	};
	const [command, ...argv] = asUser([
		'postgres',
		...['-D', data],
		...Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
	]);
	const server = startProcess(command, argv, settings);
	atEnd(() => stopProcess(server));
	server.stdout.resume();
	server.stderr.resume();
	await until(
		() => psql('SELECT 1').catch(String),
		(answer) => answer.trim() === '1',
		READY_WITHIN_MS,
	);

	return {
		env: {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: port,
			DB_POSTGRESDB_USER: USER,
			DB_POSTGRESDB_DATABASE: 'postgres',
		},
		async query<Row>(select: string) {
			const json = await psql(`SELECT coalesce(json_agg(row), '[]') FROM (${select}) AS row`);
			return JSON.parse(json) as Row[];
		},
	};
}

/** PostgreSQL refuses to run as root: then the folder and the processes are those of the user its package makes. */
async function ownerOf(
	folder: string,
): Promise<(line: [string, ...string[]]) => [string, ...string[]]> {
	if (process.getuid?.() !== 0) return (line) => line;
	const ids = await runProcess('id', ['-u', 'postgres'], { cwd: folder, env: process.env });
	await chown(folder, Number(ids.stdout), 0);
	return (line) => ['setpriv', '--reuid=postgres', '--regid=postgres', '--init-groups', ...line];
}
