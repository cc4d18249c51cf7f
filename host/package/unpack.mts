import { mkdir } from 'node:fs/promises';

import { machineEnvironment } from '../machine/machineEnvironment.mts';
import { lastLines, runProcess } from '../machine/processes.mts';

// What tar does unless told depends on who runs it: for root it gives files the owners and the rights that the archive
// names, setuid bits included. So everybody gets what a plain user would.
const AS_A_PLAIN_USER = ['--no-same-owner', '--no-same-permissions'];

/**
 * Unpacks an npm tarball: the files of its one folder, which belong to the user who runs this.
 *
 * @param folder where they go; it is made where it is missing.
 * @throws with what tar said where it fails.
 */
export async function unpack(tarball: string, folder: string): Promise<void> {
	await mkdir(folder, { recursive: true });
	const ended = await runProcess(
		'tar',
		[...AS_A_PLAIN_USER, '-xzf', tarball, '-C', folder, '--strip-components=1'],
		{ cwd: folder, env: machineEnvironment() },
	);
	if (ended.code !== 0) {
		throw new Error(`${tarball} could not be unpacked:\n${lastLines(ended.stderr)}`);
	}
}
