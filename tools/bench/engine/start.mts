import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { lastLines, runProcess } from '../../n8n/machine/processes.mts';
import { temporaryFolder } from '../../n8n/machine/temporary.mts';
import type { Bench } from '../bench.mts';
import { RESULT, type Task } from './n8n.mts';

const TIMEOUT_MS = 20 * 60_000;

/**
 * Runs a script of this folder with n8n's own Node, in a process of its own.
 *
 * @param task its input, beside n8n's modules and the packages of all contenders
 * @returns the result of the script
 * @throws with the last lines of its output if it returns no result
 */
export async function runScript<R>(
	{ install, packages }: Bench,
	script: string,
	task: object,
	nodeArguments: readonly string[] = [],
): Promise<R> {
	const { folder, remove } = await temporaryFolder();
	try {
		const file = path.join(folder, 'task.json');
		const common: Task = { modules: install.modules, packages: Object.values(packages) };
		await writeFile(file, JSON.stringify({ ...common, ...task }));
		const ended = await runProcess(
			install.node,
			[...nodeArguments, fileURLToPath(new URL(script, import.meta.url)), file],
			{
				cwd: folder,
				env: {
					PATH: process.env.PATH,
					// Community packages find n8n's own modules in the same way in n8n.
					NODE_PATH: install.modules,
					NODE_ENV: 'production',
					N8N_USER_FOLDER: folder,
					N8N_LOG_LEVEL: 'silent',
				},
				timeoutMs: TIMEOUT_MS,
			},
		);
		const lines = ended.stdout.split('\n');
		const result = lines.findLast((line) => line.startsWith(RESULT))?.slice(RESULT.length);
		if (result === undefined) {
			throw new Error(`${script} returned no result:\n${lastLines(ended.stdout + ended.stderr)}`);
		}
		return JSON.parse(result) as R;
	} finally {
		await remove();
	}
}
