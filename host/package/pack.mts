import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';

import type { Log } from '../machine/log.mts';
import { runNpm, scriptEnvironment } from '../machine/npm.mts';
import { PROJECT_FOLDER } from '../project.mts';
import { temporaryFolder } from '../machine/temporary.mts';

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
