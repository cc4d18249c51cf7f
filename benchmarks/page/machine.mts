import { arch, cpus, release, totalmem, type } from 'node:os';

import { machineEnvironment } from '../../host/machine/machineEnvironment.mts';
import { runProcess } from '../../host/machine/processes.mts';
import type { Bench } from '../bench.mts';
import { table } from './markdown.mts';

/** What the figures were made on and with, as a table. */
export async function machineTable({ install, pack, contenders }: Bench): Promise<string> {
	const [cpu] = cpus();
	const node = await runProcess(install.node, ['--version'], {
		cwd: install.folder,
		env: machineEnvironment(),
	});
	const others = contenders.flatMap(({ npm }) => (npm ? [npm] : []));
	return table(
		['', ''],
		[
			['Processor', `${cpu?.model.trim() ?? 'unknown'}, ${String(cpus().length)} cores`],
			['Memory', `${String(Math.round(totalmem() / 1024 ** 3))} GB`],
			['System', `${type()} ${release()}, ${arch()}`],
			['n8n', `${install.version}, on Node ${node.stdout.trim().replace('v', '')}`],
			...[pack, ...others].map(({ name, version }) => [name, version]),
		],
	);
}
