import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { runNpm } from '../../../host/machine/npm.mts';
import type { PackedNode } from '../../../host/package/pack.mts';
import { temporaryFolder } from '../../../host/machine/temporary.mts';
import { unpack } from '../../../host/package/unpack.mts';

/**
 * The same package as its next version, which says of itself that it is newer.
 *
 * @param text a text of the node's that is to be seen in n8n; the newer build has `newText` in its place.
 */
export async function packNewer(
	pack: PackedNode,
	version: string,
	text: string,
	newText: string,
): Promise<PackedNode> {
	const { folder, remove } = await temporaryFolder();
	const project = path.join(folder, 'package');
	await unpack(pack.tarball, project);
	const change = async (file: string, from: string, to: string) => {
		const before = await readFile(path.join(project, file), 'utf8');
		if (!before.includes(from)) throw new Error(`${file} does not hold ${from}.`);
		await writeFile(path.join(project, file), before.replace(from, to));
	};
	await change('package.json', `"version": "${pack.version}"`, `"version": "${version}"`);
	await change('dist/nodes/WondaTikTok/WondaTikTok.node.js', text, newText);

	const packed = path.join(folder, 'packed');
	await mkdir(packed);
	await runNpm(['pack', '--ignore-scripts', '--pack-destination', packed], { cwd: project });
	const tarball = path.join(packed, `${pack.name}-${version}.tgz`);
	return { name: pack.name, version, tarball, remove };
}
