// npm shows README.md without the files beside it: in a release, pictures and links lead to the repository.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { PROJECT_FOLDER } from '../n8n/project.mts';
import { readManifest, repositoryOf } from './manifest.mts';

/** An address that leads to a file of the repository: no other site, no place on the page itself. */
const RELATIVE = String.raw`(?!https?:|mailto:|#)([^"\s)#]+)`;
const PICTURES = new RegExp(String.raw`(\bsrc(?:set)?=")${RELATIVE}`, 'g');
const LINKS = new RegExp(String.raw`(\]\()${RELATIVE}`, 'g');

/**
 * A page with the addresses of the files that it leads to.
 *
 * @param repository owner and name on GitHub
 * @param ref the tag or branch to show them of
 */
export function withAddresses(readme: string, repository: string, ref: string): string {
	return readme
		.replace(PICTURES, `$1https://raw.githubusercontent.com/${repository}/${ref}/$2`)
		.replace(LINKS, `$1https://github.com/${repository}/blob/${ref}/$2`);
}

if (import.meta.url === pathToFileURL(String(process.argv[1])).href) {
	const manifest = await readManifest();
	const repository = repositoryOf(manifest);
	if (!repository) throw new Error('package.json names no repository; npm run release:check');
	const file = path.join(PROJECT_FOLDER, 'README.md');
	await writeFile(file, withAddresses(await readFile(file, 'utf8'), repository, manifest.version));
}
