import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { PROJECT_FOLDER } from '../n8n/project.mts';

/** The fields of package.json that matter for a release. */
export interface Manifest {
	name: string;
	version: string;
	author?: { email?: string };
	repository?: string | { url?: string };
	dependencies?: Record<string, string>;
	n8n?: { nodes?: string[]; credentials?: string[] };
}

export const readManifest = async (project = PROJECT_FOLDER) =>
	JSON.parse(await readFile(path.join(project, 'package.json'), 'utf8')) as Manifest;

const GITHUB = /^(?:git\+https:\/\/github\.com\/|github:)([\w.-]+\/[\w.-]+?)(?:\.git)?$/;

/** Owner and name of the repository on GitHub, if package.json names one. n8n verifies packages from there only. */
export function repositoryOf({ repository }: Manifest): string | undefined {
	const url = typeof repository === 'string' ? repository : repository?.url;
	return GITHUB.exec(url ?? '')?.[1];
}
