import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

import type { Measure } from '../bench.mts';
import { fetchPackage } from '../contenders/npm.mts';
import { kilobytes, nameOf, table, whole } from '../page.mts';

export const packageSize: Measure = {
	name: 'package',
	title: 'The package',

	async measure(bench) {
		const { packages, pack, contenders, log } = bench;
		const others = await Promise.all(
			contenders.flatMap(({ npm }) => (npm ? [fetchPackage(npm)] : [])),
		);
		const rows = [];
		for (const { name, version, tarball } of [pack, ...others]) {
			const folder = packages[name] ?? '';
			const row = {
				id: name === pack.name ? 'wonda' : name,
				name,
				version,
				packed: (await stat(tarball)).size,
				...(await sizeOf(folder)),
			};
			rows.push(row);
			log(`  ${name}: ${kilobytes(row.packed)}`);
		}
		const packed = rows.map((row) => row.packed);
		const [own = NaN, ...rest] = packed;
		return {
			text: 'The files that npm delivers.',
			tables: [
				table(
					['', 'Version', 'To download', 'On disk', 'Files'],
					rows.map((row) => [
						nameOf(row),
						row.version,
						kilobytes(row.packed),
						kilobytes(row.bytes),
						whole(row.files),
					]),
				),
			],
			targets: [
				{
					aim: 'the smallest package',
					measured: `${kilobytes(own)}; the smallest of the others ${kilobytes(Math.min(...rest))}`,
					met: own < Math.min(...rest),
					why: 'It ships readable files, one for each idea, neither bundled nor minified.',
				},
			],
		};
	},
};

async function sizeOf(folder: string): Promise<{ bytes: number; files: number }> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	const files = entries.filter((entry) => entry.isFile());
	const sizes = await Promise.all(
		files.map(async ({ parentPath, name }) => (await stat(path.join(parentPath, name))).size),
	);
	return { bytes: sizes.reduce((sum, size) => sum + size, 0), files: files.length };
}
