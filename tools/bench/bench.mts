import path from 'node:path';

import { type N8nInstall, installN8n } from '../n8n/install/installN8n.mts';
import type { Running } from '../n8n/machine/command.mts';
import { temporaryFolder } from '../n8n/machine/temporary.mts';
import { type PackedNode, packNode, unpack } from '../n8n/package.mts';
import type { Contender } from './contenders/contender.mts';
import { allContenders } from './contenders/index.mts';
import { fetchPackage, replaceInCode } from './contenders/npm.mts';
import { SMALLEST_FOLDER } from './contenders/smallest.mts';
import type { Findings } from './page.mts';
import { type Service, startService } from './service/start.mts';

/** What every measure stands on. */
export interface Bench extends Running {
	/** Whether to measure as little as possible: the figures say nothing then. */
	readonly smoke: boolean;
	/** Of all random numbers of this run. */
	readonly seed: number;
	readonly install: N8nInstall;
	/** This node as it would be published. */
	readonly pack: PackedNode;
	readonly service: Service;
	readonly contenders: readonly Contender[];
	/** The folders of the unpacked packages, by name: this one, the smallest node's, and those of the other contenders. */
	readonly packages: Readonly<Record<string, string>>;
}

/** One question that the benchmark answers. */
export interface Measure {
	/** The argument of `npm run bench --`. */
	readonly name: string;
	/** The heading on the page. */
	readonly title: string;
	readonly measure: (bench: Bench) => Promise<Findings>;
}

/** Installs n8n, packs this node, fetches the other contenders and starts the service. */
export async function prepare(
	running: Running,
	options: Pick<Bench, 'smoke' | 'seed'>,
): Promise<Bench> {
	const { log, atEnd } = running;
	const install = await installN8n({ log });
	const pack = await packNode({ log });
	atEnd(() => pack.remove());
	const service = await startService(running);
	const contenders = allContenders(service.url);

	const { folder } = await temporaryFolder();
	const packages: Record<string, string> = { 'n8n-nodes-smallest': SMALLEST_FOLDER };
	packages[pack.name] = path.join(folder, pack.name);
	await unpack(pack.tarball, path.join(folder, pack.name));
	for (const { npm } of contenders) {
		if (!npm) continue;
		const unpacked = path.join(folder, npm.name);
		await unpack((await fetchPackage(npm)).tarball, unpacked);
		if (npm.replace) await replaceInCode(unpacked, npm.replace);
		packages[npm.name] = unpacked;
	}
	return { ...running, ...options, install, pack, service, contenders, packages };
}
