import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { runNpm } from '../machine/npm.mts';
import type { PackedNode } from './pack.mts';
import { unpack } from './unpack.mts';

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
