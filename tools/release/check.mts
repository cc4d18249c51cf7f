// npm run release:check: what npm and n8n require of a package, before its version is tagged. With --output, the tarball that was
// checked and the notes of the release are kept in that folder.
import { copyFile, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { runCommand } from '../n8n/machine/command.mts';
import { packNode, unpack } from '../n8n/package.mts';
import { PROJECT_FOLDER } from '../n8n/project.mts';
import { temporaryFolder } from '../n8n/machine/temporary.mts';
import { sectionsOf } from './changelog.mts';
import { findingsIn } from './findings.mts';
import { readManifest } from './manifest.mts';
import { scan } from './scan.mts';

const { values } = parseArgs({ options: { tag: { type: 'string' }, output: { type: 'string' } } });

/** All files under a folder, by their relative paths. */
async function filesUnder(folder: string): Promise<string[]> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	return entries
		.filter((entry) => entry.isFile())
		.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}

await runCommand(async ({ log }) => {
	const { tarball } = await packNode({ log });
	const { folder } = await temporaryFolder();
	const unpacked = path.join(folder, 'package');
	await unpack(tarball, unpacked);

	const manifest = await readManifest();
	const changelog = await readFile(path.join(PROJECT_FOLDER, 'CHANGELOG.md'), 'utf8');
	const findings = findingsIn({
		manifest,
		changelog,
		packed: await filesUnder(unpacked),
		tag: values.tag,
	});
	log("Running n8n's scanner");
	findings.push(...(await scan(unpacked)));

	const { version } = manifest;
	if (values.output) {
		await mkdir(values.output, { recursive: true });
		await copyFile(tarball, path.join(values.output, 'package.tgz'));
		const notes = sectionsOf(changelog).get(version)?.notes ?? '';
		await writeFile(path.join(values.output, 'notes.md'), notes);
	}
	for (const finding of findings) log(`- ${finding}`);
	log(
		findings.length === 0
			? `${manifest.name} ${version} can be released.`
			: `${manifest.name} ${version} cannot be released yet.`,
	);
	return findings.length === 0 ? 0 : 1;
});
