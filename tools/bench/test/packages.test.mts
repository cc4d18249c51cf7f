import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { fetchPackage } from '../contenders/npm.mts';
import { temporaryFolder } from '../../n8n/machine/temporary.mts';

// SHA-512 of "abc", from the standard's own example (FIPS 180).
const ABC =
	'sha512-3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw==';
const WANTED = { name: '@somebody/nodes', version: '1.0.0', integrity: ABC };

const { N8N_NODES_WONDA_CACHE: before } = process.env;
let folder: string;
let remove: () => Promise<void>;

beforeEach(async () => {
	({ folder, remove } = await temporaryFolder());
	process.env.N8N_NODES_WONDA_CACHE = folder;
});

afterEach(async () => {
	if (before === undefined) delete process.env.N8N_NODES_WONDA_CACHE;
	else process.env.N8N_NODES_WONDA_CACHE = before;
	await remove();
});

async function cached(content: string): Promise<string> {
	const place = path.join(folder, 'npm', '@somebody+nodes', '1.0.0');
	await mkdir(place, { recursive: true });
	const file = path.join(place, 'somebody-nodes-1.0.0.tgz');
	await writeFile(file, content);
	return file;
}

it('takes a tarball whose hash is the one written down', async () => {
	const tarball = await cached('abc');
	expect(await fetchPackage(WANTED)).toMatchObject({ name: WANTED.name, tarball });
});

it('takes no other tarball', async () => {
	const tarball = await cached('abd');
	await expect(fetchPackage(WANTED)).rejects.toThrow(`${tarball} is not @somebody/nodes 1.0.0`);
});
