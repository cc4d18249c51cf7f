import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { npmEnvironment } from './npm.mts';
import { lastLines, runProcess } from './processes.mts';
import { temporaryFolder } from './temporary.mts';

interface Ended {
	readonly code: number | null;
	readonly output: string;
}

type Line = readonly [command: string, ...args: string[]];

const LOCK_WITHIN_MS = 5 * 60_000;
const DOWNLOAD_WITHIN_MS = 10 * 60_000;

/**
 * Installs a Debian package, as root or with sudo.
 *
 * @param apt the path of apt-get.
 * @throws with the last lines of apt's output where it fails.
 */
export async function installPackage(apt: string, name: string): Promise<void> {
	const install = ['install', '--yes', '--no-install-recommends'];
	await run(apt, ['update'], stoppable);
	await run(apt, [...install, '--download-only', name], stoppable);
	await run(apt, [...install, name], unstoppable);
}

async function run(
	apt: string,
	args: string[],
	how: (line: Line) => Promise<Ended>,
): Promise<void> {
	// At that run level, servers that are installed are not started.
	const settings = ['DEBIAN_FRONTEND=noninteractive', 'RUNLEVEL=1'];
	const line = ['env', ...settings, apt, '-o', 'DPkg::Lock::Timeout=300', ...args] as const;
	const isRoot = process.getuid?.() === 0;
	const deadline = Date.now() + LOCK_WITHIN_MS;
	for (;;) {
		const { code, output } = await how(isRoot ? line : ['sudo', '-n', ...line]);
		if (code === 0) return;
		// The time-out above is for dpkg's lock; the one on the lists of packages fails at once.
		if (!output.includes('Could not get lock') || Date.now() > deadline) {
			throw new Error(`apt-get ${args.join(' ')} failed.\n${lastLines(output)}`);
		}
		await pause(1000);
	}
}

async function stoppable([command, ...args]: Line): Promise<Ended> {
	const settings = { cwd: '/', env: npmEnvironment(), timeoutMs: DOWNLOAD_WITHIN_MS };
	const { code, stdout, stderr } = await runProcess(command, args, settings);
	return { code, output: stdout + stderr };
}

/** Runs a command that goes on where this process is ended, for dpkg would leave half a package behind. */
async function unstoppable([command, ...args]: Line): Promise<Ended> {
	const { folder, remove } = await temporaryFolder();
	// Its output goes to a file: a pipe would break with this process, and the command with the pipe.
	const file = path.join(folder, 'output');
	const handle = await open(file, 'w');
	try {
		const child = spawn(command, args, {
			cwd: '/',
			env: npmEnvironment(),
			detached: true,
			stdio: ['ignore', handle.fd, handle.fd],
		});
		const [code] = (await once(child, 'close')) as [number | null];
		return { code, output: await readFile(file, 'utf8') };
	} finally {
		await handle.close();
		await remove();
	}
}
