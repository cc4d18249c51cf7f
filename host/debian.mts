import { access, constants } from 'node:fs/promises';
import path from 'node:path';

import { installPackage } from './apt.mts';
import { type Log, duration } from './log.mts';

export interface NeededCommand {
	/** What is run, `chromium` say. */
	readonly command: string;
	/** The Debian package that holds it. */
	readonly package: string;
	/** Gives folders to look in beside the PATH, for packages that keep their commands elsewhere. */
	readonly folders?: () => Promise<readonly string[]>;
	readonly log: Log;
}

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
	await installPackage(apt, needed.package).catch((error: unknown) => {
		const reason = error instanceof Error ? error.message : String(error);
		throw new Error(`${command} could not be installed. ${byHand}\n${reason}`, { cause: error });
	});
	const installed = await findCommand(command, needed.folders);
	if (!installed) throw new Error(`The package ${needed.package} holds no ${command}. ${byHand}`);
	log(`  Installed in ${duration(Date.now() - started)}.`);
	return installed;
}

/** The path of a command on the PATH, or in one of the further folders. */
async function findCommand(
	command: string,
	folders: NeededCommand['folders'] = () => Promise.resolve([]),
): Promise<string | undefined> {
	// Without /sbin on the PATH, as some users have it, servers would not be found.
	const all = [
		...(process.env.PATH ?? '').split(path.delimiter),
		'/usr/sbin',
		...(await folders()),
	];
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
