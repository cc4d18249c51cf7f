import { once } from 'node:events';
import { chown } from 'node:fs/promises';
import path from 'node:path';

import { freePort } from '../../../tools/n8n/machine/ports.mts';
import {
	type Child,
	lastLines,
	runProcess,
	startProcess,
	stopProcess,
} from '../../../tools/n8n/machine/processes.mts';
import { temporaryFolder } from '../../../tools/n8n/machine/temporary.mts';
import { until } from '../../../tools/n8n/machine/until.mts';

/**
 * Ends a process with a signal.
 *
 * @param signal `SIGKILL` is how the system ends it when it runs out of memory: at once, and without a word to it.
 * @returns its exit code, or null where the signal ended it.
 */
export async function end(child: Child, signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
	const closed = once(child, 'close') as Promise<[number | null]>;
	child.kill(signal);
	const [code] = await closed;
	return code;
}

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

/** A Redis of our own. */
export interface Redis {
	/** n8n's settings for it. */
	readonly env: NodeJS.ProcessEnv;
	/** Runs one command. Out: what redis-cli prints for it. */
	command(...words: string[]): Promise<string>;
	/** From now on it keeps snapshots only, as Redis does unless told; here it starts with `appendonly yes`. */
	keepSnapshotsOnly(): Promise<void>;
	/** Ends it without a goodbye and starts it again with what it finds on the disk. */
	crash(): Promise<void>;
}

/**
 * Starts a Redis on 127.0.0.1, with its files in a temporary folder. It makes snapshots only when
 * it is told to (`SAVE`).
 *
 * @param atEnd is told how to end it, before any of it is there.
 * @throws where it is not ready within a minute.
 */
export async function startRedis(atEnd: (end: () => Promise<void>) => void): Promise<Redis> {
	const { folder, remove } = await temporaryFolder();
	atEnd(remove);
	const port = String(await freePort());
	const place = { cwd: folder, env: { PATH: process.env.PATH } };
	const options = { port, bind: '127.0.0.1', dir: folder, save: '', appendonly: 'yes' };

	const command = async (...words: string[]) => {
		const ended = await runProcess('redis-cli', ['-p', port, ...words], place);
		return ended.stdout.trim();
	};
	let child: Child;
	const start = async () => {
		const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
		child = startProcess('redis-server', args, place);
		child.stdout.resume();
		child.stderr.resume();
		await until(
			() => command('PING'),
			(answer) => answer === 'PONG',
			READY_WITHIN_MS,
		);
	};
	atEnd(() => stopProcess(child));
	await start();

	return {
		env: { QUEUE_BULL_REDIS_HOST: '127.0.0.1', QUEUE_BULL_REDIS_PORT: port },
		command,
		async keepSnapshotsOnly() {
			options.appendonly = 'no';
			await command('CONFIG', 'SET', 'appendonly', 'no');
		},
		async crash() {
			await end(child, 'SIGKILL');
			await start();
		},
	};
}
