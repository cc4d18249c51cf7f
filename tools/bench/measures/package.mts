import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

import type { Bench } from '../bench.mts';
import type { LoadTask } from '../engine/load.mts';
import { runEngine } from '../engine/start.mts';
import { median } from '../figures.mts';
import { fetchPackage } from '../contenders/npm.mts';
import { bars } from '../page/chart.mts';
import { kilobytes, milliseconds, nameOf, type Section, table, whole } from '../page/section.mts';

/** One package of npm. */
export interface PackageRow {
	readonly name: string;
	readonly version: string;
	/** Bytes to download. */
	readonly packed: number;
	/** Bytes on disk. */
	readonly unpacked: number;
	readonly files: number;
	/** Milliseconds until n8n's loader has its nodes and credentials: the median of fresh processes. */
	readonly loadMs: number;
}

export interface PackageResult {
	readonly rows: readonly PackageRow[];
}

/** Weighs the packages, and loads each with n8n's own loader in fresh processes, in turn. */
export async function measurePackages(bench: Bench): Promise<PackageResult> {
	const { install, packages, pack, contenders, plan, log } = bench;
	const others = await Promise.all(
		contenders.flatMap(({ npm }) => (npm ? [fetchPackage(npm)] : [])),
	);
	const all = [pack, ...others].map((packed) => ({
		packed,
		folder: packages[packed.name] ?? '',
		loads: [] as number[],
	}));
	for (let round = 0; round < plan.loads; round += 1) {
		for (const { folder, loads } of all) {
			const task: LoadTask = { modules: install.modules, packages: [folder] };
			loads.push(await runEngine<number>(install, './load.mts', task));
		}
	}
	const rows = await Promise.all(
		all.map(async ({ packed: { name, version, tarball }, folder, loads }) => ({
			name,
			version,
			packed: (await stat(tarball)).size,
			...(await weigh(folder)),
			loadMs: median(loads),
		})),
	);
	for (const { name, packed, loadMs } of rows) {
		log(`  ${name}: ${String(packed)} bytes, loaded in ${loadMs.toFixed(0)} ms`);
	}
	return { rows };
}

async function weigh(folder: string): Promise<{ unpacked: number; files: number }> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	const files = entries.filter((entry) => entry.isFile());
	const sizes = await Promise.all(
		files.map(async ({ parentPath, name }) => (await stat(path.join(parentPath, name))).size),
	);
	return { unpacked: sizes.reduce((sum, size) => sum + size, 0), files: files.length };
}

/** What the page says of the packages themselves. */
export function packageSection({ rows }: PackageResult): Section {
	const [own, ...others] = rows.map((row, index) => ({
		...row,
		id: index === 0 ? 'wonda' : row.name,
	}));
	const all = own ? [own, ...others] : [];
	const smallest = Math.min(...others.map(({ packed }) => packed));
	return {
		title: 'The package',
		command: 'package',
		text: "What npm delivers, and how long n8n's own loader takes for it in a fresh process in which n8n's engine is loaded already.",
		chart: {
			name: 'package',
			alt: 'Size of the packages as they are downloaded',
			spec: bars(
				all.map((row) => ({
					id: row.id,
					name: row.name,
					value: row.packed / 1000,
					text: kilobytes(row.packed),
				})),
				{ title: 'kB to download' },
			),
		},
		tables: [
			table(
				['', 'Version', 'To download', 'On disk', 'Files', 'Load time'],
				all.map((row) => [
					nameOf(row),
					row.version,
					kilobytes(row.packed),
					kilobytes(row.unpacked),
					whole(row.files),
					milliseconds(row.loadMs),
				]),
			),
		],
		targets: [
			{
				aim: 'the smallest package',
				measured: `${kilobytes(own?.packed ?? NaN)}; the smallest of the others ${kilobytes(smallest)}`,
				met: (own?.packed ?? NaN) < smallest,
				why: 'Its README is part of the package.',
			},
		],
	};
}
