import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import type { N8nInstall } from '../../n8n/install/installN8n.mts';
import { lastLines, runProcess } from '../../n8n/machine/processes.mts';
import { temporaryFolder } from '../../n8n/machine/temporary.mts';
import { type EngineTask, resultIn } from './task.mts';

const WITHIN_MS = 10 * 60_000;

/**
 * Runs a script of this folder with n8n's own Node, in a process of its own.
 *
 * @returns what the script hands back
 * @throws with the last lines of what it printed where it hands back nothing
 */
export async function runEngine<R>(
	install: N8nInstall,
	script: string,
	task: EngineTask,
	nodeArgs: readonly string[] = [],
): Promise<R> {
	const { folder, remove } = await temporaryFolder();
	try {
		const file = path.join(folder, 'task.json');
		await writeFile(file, JSON.stringify(task));
		const ended = await runProcess(
			install.node,
			[...nodeArgs, fileURLToPath(new URL(script, import.meta.url)), file],
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
				timeoutMs: WITHIN_MS,
			},
		);
		const result = resultIn(ended.stdout);
		if (result === undefined) {
			throw new Error(`${script} handed back nothing:\n${lastLines(ended.stdout + ended.stderr)}`);
		}
		return result as R;
	} finally {
		await remove();
	}
}
