import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import type { Log } from './machine/log.mts';
import { runNpm, scriptEnvironment } from './machine/npm.mts';
import { lastLines, machineEnvironment, runProcess } from './machine/processes.mts';
import { temporaryFolder } from './machine/temporary.mts';
import { PROJECT_FOLDER } from './project.mts';

const BUILD_WITHIN_MS = 5 * 60_000;

/** A package as npm would deliver it. */
export interface PackedNode {
	readonly name: string;
	readonly version: string;
	readonly tarball: string;
	/** Removes the tarball. */
	remove(): Promise<void>;
}

/**
 * Builds and packs this package.
 *
 * @param settings.project the package's folder; by default this checkout.
 * @throws with the last lines of the build if it fails.
 */
export async function packNode(settings: {
	readonly log: Log;
	readonly project?: string;
}): Promise<PackedNode> {
	const project = settings.project ?? PROJECT_FOLDER;
	const text = await readFile(path.join(project, 'package.json'), 'utf8');
	const { name, version } = JSON.parse(text) as { name: string; version: string };
	settings.log(`Building and packing ${name} ${version}`);
	const limits = { cwd: project, timeoutMs: BUILD_WITHIN_MS };
	await runNpm(['run', 'build'], { ...limits, env: scriptEnvironment() });

	const { folder, remove } = await temporaryFolder();
	// Without the script that would build it again.
	await runNpm(['pack', '--ignore-scripts', '--pack-destination', folder], limits);
	const [tarball] = await readdir(folder);
	if (!tarball) throw new Error('npm pack wrote no file.');
	return { name, version, tarball: path.join(folder, tarball), remove };
}

/**
 * Installs a packed node as a community package of an n8n, where n8n's own "Install a community node" puts it.
 *
 * @param userFolder the `N8N_USER_FOLDER` of that n8n.
 * @returns the package's folder.
 * @throws with the last lines of npm's output if it fails.
 */
export async function installCommunityPackage(
	userFolder: string,
	{ name, tarball }: PackedNode,
): Promise<string> {
	const nodes = path.join(userFolder, '.n8n', 'nodes');
	await mkdir(nodes, { recursive: true });
	// n8n provides the peer dependencies itself.
	const options = ['--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'];
	// Without a prefix, npm would look for a package in the folders above.
	await runNpm(['install', '--prefix', nodes, ...options, tarball], { cwd: nodes });
	return path.join(nodes, 'node_modules', ...name.split('/'));
}

// For root, tar would otherwise restore the owners and rights that the archive names, setuid bits included.
const AS_A_PLAIN_USER = ['--no-same-owner', '--no-same-permissions'];

/**
 * Unpacks the files of an npm tarball into a folder, which is made if it is missing. They belong to the current user.
 *
 * @throws with tar's message if it fails.
 */
export async function unpack(tarball: string, folder: string): Promise<void> {
	await mkdir(folder, { recursive: true });
	const args = [...AS_A_PLAIN_USER, '-xzf', tarball, '-C', folder, '--strip-components=1'];
	const ended = await runProcess('tar', args, { cwd: folder, env: machineEnvironment() });
	if (ended.code !== 0) {
		throw new Error(`${tarball} could not be unpacked:\n${lastLines(ended.stderr)}`);
	}
}
