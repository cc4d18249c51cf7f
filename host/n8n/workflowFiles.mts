import { readdir } from 'node:fs/promises';

import { WORKFLOWS_FOLDER } from '../project.mts';

/** The workflow files of a folder and of the folders in it, as paths below it, in their order; the examples unless told. */
export async function workflowFiles(folder = WORKFLOWS_FOLDER): Promise<string[]> {
	const names = await readdir(folder, { recursive: true });
	return names.filter((name) => name.endsWith('.json')).sort();
}
