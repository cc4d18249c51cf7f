import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { cacheFolder } from '../../n8n/install/cache.mts';
import { runNpm } from '../../n8n/machine/npm.mts';
import type { PackedNode } from '../../n8n/package.mts';

/** A community package as npm has it. */
export interface NpmPackage {
	readonly name: string;
	readonly version: string;
	/** The hash of its tarball, as npm names it (`dist.integrity`). */
	readonly integrity: string;
	/** A text of its code to replace after unpacking, such as the address of its service. */
	readonly replace?: { readonly from: string; readonly to: string };
}

/**
 * Fetches a package into the cache, once.
 *
 * @throws if the tarball, fetched now or earlier, does not have the expected hash
 */
export async function fetchPackage(wanted: NpmPackage): Promise<PackedNode> {
	const { name, version } = wanted;
	const folder = path.join(cacheFolder(), 'npm', name.replace('/', '+'), version);
	await mkdir(folder, { recursive: true });
	const tarballs = async () => (await readdir(folder)).filter((file) => file.endsWith('.tgz'));
	if ((await tarballs()).length === 0) {
		// Renamed when complete, so that an interrupted download is never taken for a tarball.
		const partial = path.join(folder, 'partial');
		await mkdir(partial, { recursive: true });
		await runNpm(
			['pack', `${name}@${version}`, '--ignore-scripts', '--pack-destination', partial],
			{ cwd: partial, timeoutMs: 120_000 },
		);
		for (const file of await readdir(partial)) {
			await rename(path.join(partial, file), path.join(folder, file));
		}
	}
	const [file] = await tarballs();
	if (!file) throw new Error(`npm pack ${name}@${version} wrote no file.`);
	const tarball = path.join(folder, file);
	await verify(tarball, wanted);
	return { name, version, tarball, remove: () => Promise.resolve() };
}

async function verify(tarball: string, { name, version, integrity }: NpmPackage): Promise<void> {
	const hash = createHash('sha512')
		.update(await readFile(tarball))
		.digest('base64');
	if (`sha512-${hash}` !== integrity) {
		throw new Error(
			`${tarball} is not ${name} ${version}: its hash is sha512-${hash}, not ${integrity}. ` +
				'Remove it and try again.',
		);
	}
}

/**
 * Replaces a text in the code of an unpacked package.
 *
 * @throws if its code does not hold the text
 */
export async function replaceInCode(
	folder: string,
	{ from, to }: { from: string; to: string },
): Promise<void> {
	let found = 0;
	for (const name of await readdir(folder, { recursive: true })) {
		if (!name.endsWith('.js')) continue;
		const file = path.join(folder, name);
		const code = await readFile(file, 'utf8');
		if (!code.includes(from)) continue;
		await writeFile(file, code.replaceAll(from, to));
		found += 1;
	}
	if (found === 0) throw new Error(`No code in ${folder} holds ${from}.`);
}
