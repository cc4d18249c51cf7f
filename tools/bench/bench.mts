import path from 'node:path';

import type { Running } from '../n8n/machine/command.mts';
import { type N8nInstall, installN8n } from '../n8n/install/installN8n.mts';
import { type PackedNode, packNode, unpack } from '../n8n/package.mts';
import { temporaryFolder } from '../n8n/machine/temporary.mts';
import type { Contender } from './contenders/contender.mts';
import { allContenders } from './contenders/index.mts';
import { SMALLEST_FOLDER } from './contenders/smallest.mts';
import { fetchPackage, point } from './contenders/npm.mts';
import type { Plan } from './plan.mts';
import { type Service, startService } from './service/start.mts';

/** What every measure stands on. */
export interface Bench extends Running {
	readonly plan: Plan;
	readonly install: N8nInstall;
	/** This node as it would be published. */
	readonly pack: PackedNode;
	readonly service: Service;
	readonly contenders: readonly Contender[];
	/** Folders of all contenders' packages, unpacked, by their names; this one's and the smallest one's are among them. */
	readonly packages: Readonly<Record<string, string>>;
}

/** Installs n8n, packs this node, fetches the others and starts the service. */
export async function prepare(running: Running, plan: Plan): Promise<Bench> {
	const { log, atEnd } = running;
	const install = await installN8n({ log });
	const pack = await packNode({ log });
	atEnd(() => pack.remove());
	const service = await startService(running);
	const contenders = allContenders(service);

	const { folder } = await temporaryFolder();
	const packages: Record<string, string> = { 'n8n-nodes-smallest': SMALLEST_FOLDER };
	packages[pack.name] = path.join(folder, pack.name);
	await unpack(pack.tarball, path.join(folder, pack.name));
	for (const { npm } of contenders) {
		if (!npm) continue;
		const unpacked = path.join(folder, npm.name);
		await unpack((await fetchPackage(npm)).tarball, unpacked);
		if (npm.point) await point(unpacked, npm.point);
		packages[npm.name] = unpacked;
	}
	return { ...running, plan, install, pack, service, contenders, packages };
}
