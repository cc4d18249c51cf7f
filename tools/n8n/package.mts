import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import type { Log } from './machine/log.mts';
import { runNpm, scriptEnvironment } from './machine/npm.mts';
import { lastLines, machineEnvironment, runProcess } from './machine/processes.mts';
import { temporaryFolder } from './machine/temporary.mts';
import { PROJECT_FOLDER } from './project.mts';

const BUILD_WITHIN_MS = 5 * 60_000;

/** The package as it would be published. */
export interface PackedNode {
	readonly name: string;
	readonly version: string;
	readonly tarball: string;
	/** Removes the tarball. */
	remove(): Promise<void>;
}

/**
 * Builds the package and packs it, so that what a host loads is what npm would deliver and nothing else.
 *
 * @param settings.project the package's folder; this checkout unless told.
 * @throws with the last lines of the build where it fails.
 */
export async function packNode(settings: {
	readonly log: Log;
	readonly project?: string;
}): Promise<PackedNode> {
	const project = settings.project ?? PROJECT_FOLDER;
	const manifest = JSON.parse(await readFile(path.join(project, 'package.json'), 'utf8')) as {
		name: string;
		version: string;
	};
	settings.log(`Building and packing ${manifest.name} ${manifest.version}`);
	const limits = { cwd: project, timeoutMs: BUILD_WITHIN_MS };
	await runNpm(['run', 'build'], { ...limits, env: scriptEnvironment() });

	const { folder, remove } = await temporaryFolder();
	// The build has been made, so the scripts that would make it again are left out.
	await runNpm(['pack', '--ignore-scripts', '--pack-destination', folder], limits);
	const [tarball] = await readdir(folder);
	if (!tarball) throw new Error('npm pack wrote no file.');
	return {
		name: manifest.name,
		version: manifest.version,
		tarball: path.join(folder, tarball),
		remove,
	};
}

interface Manifest {
	[field: string]: unknown;
	dependencies?: Record<string, string>;
}

/**
 * Puts a packed node where n8n's own "Install a community node" puts it, step by step as n8n does it: unpack,
 * drop the dependencies that are not for running, install the rest, and enter it in the list beside. Where another
 * version of it is there already, this one takes its place.
 *
 * @param userFolder the `N8N_USER_FOLDER` of the host.
 * @returns the folder that n8n will load.
 */
export async function installCommunityPackage(
	userFolder: string,
	pack: PackedNode,
): Promise<string> {
	const nodes = path.join(userFolder, '.n8n', 'nodes');
	const folder = path.join(nodes, 'node_modules', ...pack.name.split('/'));
	await rm(folder, { recursive: true, force: true });
	await unpack(pack.tarball, folder);

	const file = path.join(folder, 'package.json');
	const manifest = JSON.parse(await readFile(file, 'utf8')) as Manifest;
	delete manifest.devDependencies;
	delete manifest.peerDependencies;
	delete manifest.optionalDependencies;
	await writeFile(file, JSON.stringify(manifest, null, 2));
	if (Object.keys(manifest.dependencies ?? {}).length > 0) {
		await runNpm(['install', '--ignore-scripts', '--no-package-lock', '--no-audit', '--no-fund'], {
			cwd: folder,
		});
	}

	const installed = {
		name: 'installed-nodes',
		private: true,
		dependencies: { [pack.name]: pack.version },
	};
	await writeFile(path.join(nodes, 'package.json'), JSON.stringify(installed, null, 2));
	return folder;
}

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
