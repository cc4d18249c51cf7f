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
import type { AtEnd } from '../support/testRun.mts';

const READY_WITHIN_MS = 60_000;
const USER = 'n8n';

/** Sends a signal to a process. Out: its exit code, or null if the signal ended it. */
export async function end(child: Child, signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
	const closed = once(child, 'close') as Promise<[number | null]>;
	child.kill(signal);
	const [code] = await closed;
	return code;
}

/** A PostgreSQL for one test. */
export interface Postgres {
	/** n8n's settings for it. */
	readonly env: NodeJS.ProcessEnv;
	/** The rows of a query, as JSON. */
	query<Row>(select: string): Promise<Row[]>;
}

/**
 * Starts a PostgreSQL on 127.0.0.1 with an empty database in a temporary folder.
 *
 * @throws if it is not ready within a minute.
 */
export async function startPostgres(atEnd: AtEnd): Promise<Postgres> {
	const { folder, remove } = await temporaryFolder();
	atEnd(remove);
	const asUser = await ownerOf(folder);
	const data = path.join(folder, 'data');
	const port = String(await freePort());
	const settings = { cwd: folder, env: { PATH: process.env.PATH, LC_ALL: 'C' } };

	const run = async (...line: [string, ...string[]]) => {
		const [command, ...args] = asUser(line);
		const ended = await runProcess(command, args, settings);
		if (ended.code !== 0) throw new Error(`${line[0]} failed:\n${lastLines(ended.stderr)}`);
		return ended.stdout;
	};
	const psql = (sql: string) =>
		run('psql', '-h', '127.0.0.1', '-p', port, '-U', USER, '-d', 'postgres', '-XAtc', sql);

	await run('initdb', '-D', data, '-U', USER, '-A', 'trust', '-E', 'UTF8', '--no-sync');
	const options = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'];
	const [command, ...args] = asUser([
		...(['postgres', '-D', data, '-p', port] as const),
		...options.flatMap((option) => ['-c', option]),
	]);
	const server = startProcess(command, args, settings);
	atEnd(() => stopProcess(server));
	server.stdout.resume();
	server.stderr.resume();
	const isUp = () => psql('SELECT 1').catch(String);
	await until(isUp, (answer) => answer.trim() === '1', READY_WITHIN_MS);

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

type Line = readonly [string, ...string[]];

/** PostgreSQL refuses to run as root: then its folder and its processes belong to the user that its package creates. */
async function ownerOf(folder: string): Promise<(line: Line) => Line> {
	if (process.getuid?.() !== 0) return (line) => line;
	const ids = await runProcess('id', ['-u', 'postgres'], { cwd: folder, env: process.env });
	await chown(folder, Number(ids.stdout), 0);
	return (line) => ['setpriv', '--reuid=postgres', '--regid=postgres', '--init-groups', ...line];
}

/** A Redis for one test. */
export interface Redis {
	/** n8n's settings for it. */
	readonly env: NodeJS.ProcessEnv;
	/** Runs a command. Out: what redis-cli prints. */
	command(...words: string[]): Promise<string>;
	/** From now on it keeps snapshots only, which is Redis's default; it starts with `appendonly yes`. */
	keepSnapshotsOnly(): Promise<void>;
	/** Kills it and starts it again with the data on the disk. */
	crash(): Promise<void>;
}

/**
 * Starts a Redis on 127.0.0.1 with its data in a temporary folder. It makes snapshots only on `SAVE`.
 *
 * @throws if it is not ready within a minute.
 */
export async function startRedis(atEnd: AtEnd): Promise<Redis> {
	const { folder, remove } = await temporaryFolder();
	atEnd(remove);
	const port = String(await freePort());
	const place = { cwd: folder, env: { PATH: process.env.PATH } };
	const options = { port, bind: '127.0.0.1', dir: folder, save: '', appendonly: 'yes' };

	const command = async (...words: string[]) =>
		(await runProcess('redis-cli', ['-p', port, ...words], place)).stdout.trim();
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
