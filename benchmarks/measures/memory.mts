import { open, rm } from 'node:fs/promises';
import path from 'node:path';

import { MP4_BEGINNING } from '../../host/start/samples/beginnings.mts';
import { temporaryFolder } from '../../host/machine/temporary.mts';
import type { Bench } from '../bench.mts';
import { runEngine } from '../engine/start.mts';
import { median } from '../figures.mts';
import type { UploadResult, UploadTask } from '../engine/upload.mts';
import type { Plan } from '../plan.mts';

/** The uploads of one file by one contender: their median. */
export interface MemoryRow extends UploadResult {
	readonly id: string;
	readonly name: string;
	/** Megabytes of the file. */
	readonly fileMb: number;
	/** Whether the whole file arrived, each time. */
	readonly arrived: boolean;
}

export interface MemoryResult {
	readonly plan: Plan['memory'];
	readonly rows: readonly MemoryRow[];
}

const MEGABYTE = 1024 * 1024;

/** Uploads files with every contender, each in a fresh process with n8n's engine and n8n's binary data on disk. */
export async function measureMemory(bench: Bench): Promise<MemoryResult> {
	const { plan, contenders, service, install, packages, log } = bench;
	const { folder, remove } = await temporaryFolder();
	const makeFile = async (name: string, bytes: number) => {
		const file = path.join(folder, name);
		const handle = await open(file, 'w');
		await handle.write(MP4_BEGINNING);
		await handle.truncate(bytes);
		await handle.close();
		return file;
	};
	const warmUp = await makeFile('warm-up.mp4', MEGABYTE);
	const entrants = [
		{ id: 'fetch', name: 'bare fetch, streaming', upload: undefined },
		...contenders.map(({ id, name, upload }) => ({ id, name, upload })),
	];
	const rows: MemoryRow[] = [];
	for (const fileMb of [...plan.memory.all, ...plan.memory.own]) {
		const file = await makeFile(`${String(fileMb)}-mb.mp4`, fileMb * MEGABYTE);
		const own = plan.memory.own.includes(fileMb);
		for (const { id, name, upload } of entrants) {
			if (own && id !== 'wonda') continue;
			const task: UploadTask = {
				modules: install.modules,
				packages: Object.values(packages),
				upload,
				fetchUrl: `${service.sandbox.baseUrl}/media/upload`,
				warmUp,
				file,
			};
			const results: UploadResult[] = [];
			let arrived = true;
			for (let round = 0; round < plan.memory.rounds; round += 1) {
				results.push(await runEngine<UploadResult>(install, './upload.mts', task, ['--expose-gc']));
				arrived &&= (await service.largestFile()) >= fileMb * MEGABYTE;
			}
			const addedMb = median(results.map((result) => result.addedMb));
			const error = results.find((result) => result.error !== undefined)?.error;
			rows.push({ id, name, fileMb, arrived, addedMb, error });
			const said = error === undefined ? '' : ` (${error})`;
			log(`  ${id}, ${String(fileMb)} MB: ${addedMb.toFixed(0)} MB more${said}`);
		}
		await rm(file);
	}
	await remove();
	return { plan: plan.memory, rows };
}
