import { lstat, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import { PROJECT_FOLDER } from '../../tools/n8n/project.mts';
import type { Host } from '../../tools/n8n/server/launch.mts';
import { freshN8n } from './support/freshN8n.mts';
import { endsAfterAll, packed, say } from './support/testRun.mts';

jest.setTimeout(5 * 60_000);

/** The files of a package of nodes; npm itself adds the first three. */
const NEEDED = [
	/^package\.json$/,
	/^README\.md$/,
	/^LICENSE$/,
	/^dist\/credentials\/\w+\.credentials\.js$/,
	/^dist\/icons\/[\w.]+\.svg$/,
	/^dist\/nodes\/(WondaTikTok|WondaTikTokTrigger)\/\1\.node\.(js|json)$/,
	/^dist\/nodes\/(WondaTikTok|WondaTikTokTrigger|shared)(\/[\w/]+)?\/\w+\.js$/,
	/^dist\/nodes\/(WondaTikTok|WondaTikTokTrigger)\/__schema__\/v[\d.]+\/[\w/]+\.json$/,
];
/** Bytes; a picture or a bundled library would exceed it. */
const MOST_BYTES = 300_000;

const atEnd = endsAfterAll();
let host: Host;
let folder: string;

beforeAll(async () => {
	({ host } = await freshN8n({ sandbox: { queuedMs: 0, runMs: 100 } }, atEnd));
	folder = path.join(host.userFolder, '.n8n', 'nodes', 'node_modules', packed().name);
});

/** The files in a folder and its subfolders, by their path in it. */
async function filesIn(inside: string): Promise<string[]> {
	const entries = await readdir(inside, { recursive: true, withFileTypes: true });
	return entries
		.filter((entry) => !entry.isDirectory())
		.map((entry) => path.relative(inside, path.join(entry.parentPath, entry.name)))
		.sort();
}

it('holds what n8n needs, and nothing else', async () => {
	const files = await filesIn(folder);
	const stats = await Promise.all(files.map((file) => lstat(path.join(folder, file))));
	const total = stats.reduce((sum, { size }) => sum + size, 0);
	say(`${packed().name}: ${String(files.length)} files, ${String(total)} bytes`);

	expect(files.filter((file) => !NEEDED.some((pattern) => pattern.test(file)))).toEqual([]);
	expect(total).toBeLessThan(MOST_BYTES);
	const manifest = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as object;
	expect(manifest).not.toHaveProperty('dependencies');
});

it('runs without the checkout, of which n8n holds no trace', async () => {
	expect((await host.execute('wondaPublishVideo')).status).toBe('success');

	const files = await filesIn(host.userFolder);
	expect(files).toContain(path.join('.n8n', 'database.sqlite'));
	const traces: string[] = [];
	for (const file of files) {
		const full = path.join(host.userFolder, file);
		const isLink = (await lstat(full)).isSymbolicLink();
		if (isLink || (await readFile(full)).includes(PROJECT_FOLDER)) traces.push(file);
	}
	expect(traces).toEqual([]);
});
