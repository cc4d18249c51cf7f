import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { type Log, duration } from './log.mts';
import { npmEnvironment } from './npm.mts';
import { lastLines, runProcess } from './processes.mts';

export interface NeededCommand {
	/** What is run, `chromium` say. */
	readonly command: string;
	/** The Debian package that holds it. */
	readonly package: string;
	/** Folders to look in beside the PATH, for packages that keep their commands elsewhere. */
	readonly folders?: readonly string[];
	readonly log: Log;
}

const LOCK_WITHIN_MS = 5 * 60_000;
const INSTALL_WITHIN_MS = 10 * 60_000;

/**
 * Gives the path of a command, installing its Debian package where it is missing, as root or with sudo. Two processes
 * may do so at the same time.
 *
 * @throws saying what to install by hand, where there is no apt or it fails.
 */
export async function ensureCommand(needed: NeededCommand): Promise<string> {
	const { command, log } = needed;
	const present = await findCommand(command, needed.folders);
	if (present) return present;

	const byHand = `Install ${command} by hand (Debian's package is ${needed.package}), and have it on the PATH.`;
	const apt = await findCommand('apt-get');
	if (!apt) throw new Error(`${command} is missing, and there is no apt-get here. ${byHand}`);

	const started = Date.now();
	log(`${command} is missing: installing Debian's package ${needed.package}`);
	await runApt(apt, ['update'], byHand);
	await runApt(apt, ['install', '--yes', '--no-install-recommends', needed.package], byHand);
	const installed = await findCommand(command, needed.folders);
	if (!installed) throw new Error(`The package ${needed.package} holds no ${command}. ${byHand}`);
	log(`  Installed in ${duration(Date.now() - started)}.`);
	return installed;
}

/** The path of a command on the PATH, or in one of the further folders. */
async function findCommand(
	command: string,
	folders: readonly string[] = [],
): Promise<string | undefined> {
	// Without /sbin on the PATH, as some users have it, servers would not be found.
	const all = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', ...folders];
	for (const folder of all.filter(Boolean)) {
		const file = path.join(folder, command);
		const runs = await access(file, constants.X_OK).then(
			() => true,
			() => false,
		);
		if (runs) return file;
	}
	return undefined;
}

async function runApt(apt: string, args: string[], byHand: string): Promise<void> {
	// At that run level, servers that are installed are not started.
	const settings = ['DEBIAN_FRONTEND=noninteractive', 'RUNLEVEL=1'];
	const line = [...settings, apt, '-o', 'DPkg::Lock::Timeout=300', ...args];
	const isRoot = process.getuid?.() === 0;
	const [command, argv] = isRoot ? ['env', line] : ['sudo', ['-n', 'env', ...line]];
	const deadline = Date.now() + LOCK_WITHIN_MS;
	for (;;) {
		const ended = await runProcess(command, argv, {
			cwd: '/',
			env: npmEnvironment(),
			timeoutMs: INSTALL_WITHIN_MS,
		}).catch((error: unknown) => {
			throw new Error(`${command} ${argv.join(' ')} does not run. ${byHand}`, { cause: error });
		});
		if (ended.code === 0) return;
		// The time-out above is for dpkg's lock; the one on the lists of packages fails at once.
		if (!ended.stderr.includes('Could not get lock') || Date.now() > deadline) {
			throw new Error(
				`apt-get ${args.join(' ')} failed. ${byHand}\n${lastLines(ended.stdout + ended.stderr)}`,
			);
		}
		await pause(1000);
	}
}
