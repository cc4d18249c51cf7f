import { freePort } from '../../../host/machine/ports.mts';
import {
	type Child,
	runProcess,
	startProcess,
	stopProcess,
} from '../../../host/machine/processes.mts';
import { temporaryFolder } from '../../../host/machine/temporary.mts';
import { end } from './end.mts';
import { until } from './until.mts';

const READY_WITHIN_MS = 30_000;

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
 * @throws where it is not ready within half a minute.
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
