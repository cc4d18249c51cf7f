import path from 'node:path';
import { readdir } from 'node:fs/promises';

/** The checkout's own folder. */
export const PROJECT_FOLDER = path.resolve(import.meta.dirname, '../..');

/** The importable example workflows. */
export const WORKFLOWS_FOLDER = path.join(PROJECT_FOLDER, 'workflows');

/** The workflow files of a folder and of the folders in it, as paths below it, in their order; the examples unless told. */
export async function workflowFiles(folder = WORKFLOWS_FOLDER): Promise<string[]> {
	const names = await readdir(folder, { recursive: true });
	return names.filter((name) => name.endsWith('.json')).sort();
}
