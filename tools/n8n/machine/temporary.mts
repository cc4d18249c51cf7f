import { rmSync } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const folders = new Set<string>();

// Retried, because a process that has just been killed may still be writing its last file.
const REMOVE = { recursive: true, force: true, maxRetries: 5, retryDelay: 100 };

// If this process ends without cleaning up, its folders are removed all the same.
process.on('exit', () => {
	for (const folder of folders) rmSync(folder, REMOVE);
});

/**
 * Marks a folder for removal when this process ends, however it ends.
 *
 * @returns a function that removes it now.
 */
export function removeAtEnd(folder: string): () => Promise<void> {
	folders.add(folder);
	return async () => {
		await rm(folder, REMOVE);
		folders.delete(folder);
	};
}

/**
 * Makes an empty folder under the system's temporary folder. It is removed when this process ends.
 *
 * @returns its path, with symbolic links resolved, and a function that removes it now.
 */
export async function temporaryFolder(): Promise<{ folder: string; remove: () => Promise<void> }> {
	const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'n8n-nodes-wonda-')));
	return { folder, remove: removeAtEnd(folder) };
}

/** Removes every folder marked here. */
export async function removeAllTemporary(): Promise<void> {
	await Promise.all([...folders].map((folder) => removeAtEnd(folder)()));
}
