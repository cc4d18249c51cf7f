import { appendFile, readFile, readdir } from 'node:fs/promises';
import path from 'node:path';

import { copyLock, isInstalled, lockFolder } from '../install/cache.mts';
import { temporaryFolder } from '../machine/temporary.mts';
import {
	N8N_VERSION,
	NEWEST_N8N_VERSION,
	nodeBinary,
	OLDEST_N8N_VERSION,
} from '../install/versions.mts';

interface Locked {
	readonly version: string;
	readonly integrity?: string;
	readonly resolved?: string;
	readonly optional?: boolean;
}

const VERSIONS = [N8N_VERSION, NEWEST_N8N_VERSION, OLDEST_N8N_VERSION];

const PLATFORMS = [
	['linux', 'x64'],
	['linux', 'arm64'],
	['darwin', 'x64'],
	['darwin', 'arm64'],
	['win32', 'x64'],
] as const;

const read = async (version: string, file: string) =>
	JSON.parse(await readFile(path.join(lockFolder(version), file), 'utf8')) as unknown;

it('there is a lock file for each n8n that is run, and for no other', async () => {
	const folder = path.dirname(lockFolder(N8N_VERSION));
	expect((await readdir(folder)).sort()).toEqual([...VERSIONS].sort());
});

describe.each(VERSIONS)('The lock file of n8n %s', (version) => {
	let packages: Record<string, Locked>;

	beforeAll(async () => {
		({ packages } = (await read(version, 'package-lock.json')) as { packages: typeof packages });
	});

	it('is that of its manifest', async () => {
		const manifest = (await read(version, 'package.json')) as Record<string, object>;
		const { '': root } = packages;
		expect(root).toEqual({
			dependencies: manifest.dependencies,
			optionalDependencies: manifest.optionalDependencies,
		});
		expect(manifest.dependencies).toEqual({ n8n: version });
		expect(packages['node_modules/n8n']?.version).toBe(version);
	});

	it('holds the Node of every platform', async () => {
		const manifest = (await read(version, 'package.json')) as Record<string, object>;
		const wanted = PLATFORMS.map(([platform, arch]) => nodeBinary(platform, arch));
		expect(manifest.optionalDependencies).toEqual(
			Object.fromEntries(wanted.map((node) => [node.package, node.version])),
		);
		for (const node of wanted) {
			expect(packages[`node_modules/${node.package}`]?.version).toMatch(/^24\./);
		}
	});

	it('has the hash of every package, and the address of none', () => {
		const all = Object.entries(packages).filter(([place]) => place !== '');
		expect(all.length).toBeGreaterThan(1000);
		const without = all.filter(
			([, { integrity = '', resolved }]) => !/^sha512-/.test(integrity) || resolved !== undefined,
		);
		expect(without).toEqual([]);
	});
});

it('says so where there is none', async () => {
	const { folder, remove } = await temporaryFolder();
	await expect(copyLock('0.0.1', folder)).rejects.toThrow('There is no lock file for n8n 0.0.1');
	await remove();
});

it('an install is one of its lock file, to the letter', async () => {
	const { folder, remove } = await temporaryFolder();
	expect(await isInstalled(N8N_VERSION, folder)).toBe(false);
	await copyLock(N8N_VERSION, folder);
	expect(await isInstalled(N8N_VERSION, folder)).toBe(true);
	expect(await isInstalled(NEWEST_N8N_VERSION, folder)).toBe(false);
	await appendFile(path.join(folder, 'package-lock.json'), ' ');
	expect(await isInstalled(N8N_VERSION, folder)).toBe(false);
	await remove();
});
