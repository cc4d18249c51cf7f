import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { lockFolder } from '../install/cache.mts';
import { N8N_VERSION, NEWEST_N8N_VERSION, OLDEST_N8N_VERSION } from '../install/versions.mts';

interface Locked {
	readonly version: string;
	readonly integrity?: string;
	readonly resolved?: string;
}

it.each([N8N_VERSION, NEWEST_N8N_VERSION, OLDEST_N8N_VERSION])(
	'n8n %s is installed with the hash of every package, from the registry of the user',
	async (version) => {
		const text = await readFile(path.join(lockFolder(version), 'package-lock.json'), 'utf8');
		const { packages } = JSON.parse(text) as { packages: Record<string, Locked> };
		const { '': root, ...all } = packages;
		expect(root).toMatchObject({ dependencies: { n8n: version } });
		expect(all['node_modules/n8n']?.version).toBe(version);
		const unpinned = Object.entries(all).filter(
			([, { integrity = '', resolved }]) => !integrity.startsWith('sha512-') || resolved,
		);
		expect(unpinned).toEqual([]);
	},
);
