import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { cacheFolder } from '../../host/cache.mts';
import { npmEnvironment, runNpm } from '../../host/npm.mts';
import type { PackedNode } from '../../host/pack.mts';
import { lastLines, runProcess } from '../../host/processes.mts';

/** A community package as npm has it. */
export interface NpmPackage {
	readonly name: string;
	readonly version: string;
	/** A text of its code that is replaced once it is unpacked: the address of its service. */
	readonly point?: { readonly from: string; readonly to: string };
}

/** Fetches a package into the cache, once. Out: its tarball, which stays where it is. */
export async function fetchPackage({ name, version }: NpmPackage): Promise<PackedNode> {
	const folder = path.join(cacheFolder(), 'npm', name.replace('/', '+'), version);
	await mkdir(folder, { recursive: true });
	const tarballs = async () => (await readdir(folder)).filter((file) => file.endsWith('.tgz'));
	if ((await tarballs()).length === 0) {
		// Aside at first, so that half a file is never taken for a whole one.
		const aside = path.join(folder, 'partial');
		await mkdir(aside, { recursive: true });
		await runNpm(['pack', `${name}@${version}`, '--pack-destination', aside], {
			cwd: aside,
			timeoutMs: 120_000,
		});
		for (const file of await readdir(aside)) {
			await rename(path.join(aside, file), path.join(folder, file));
		}
	}
	const [tarball] = await tarballs();
	if (!tarball) throw new Error(`npm pack ${name}@${version} wrote no file.`);
	return {
		name,
		version,
		tarball: path.join(folder, tarball),
		remove: () => Promise.resolve(),
	};
}

/** Unpacks a package's tarball into a folder. */
export async function unpack(tarball: string, folder: string): Promise<void> {
	await mkdir(folder, { recursive: true });
	const ended = await runProcess('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1'], {
		cwd: folder,
		env: npmEnvironment(),
	});
	if (ended.code !== 0) {
		throw new Error(`${tarball} could not be unpacked:\n${lastLines(ended.stderr)}`);
	}
}

/**
 * Replaces a text in the code of an unpacked package.
 *
 * @throws where its code does not hold the text
 */
export async function point(
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
