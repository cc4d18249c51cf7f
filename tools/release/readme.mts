// npm shows README.md without the files beside it: in a release, its links are absolute.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { PROJECT_FOLDER } from '../n8n/project.mts';
import { readManifest, repositoryOf } from './manifest.mts';

/** The address of a file in the repository: not another site, not an anchor on the page itself. */
const RELATIVE = String.raw`(?!https?:|mailto:|#)([^"\s)#]+)`;
const PICTURES = new RegExp(String.raw`(\bsrc(?:set)?=")${RELATIVE}`, 'g');
const LINKS = new RegExp(String.raw`(\]\()${RELATIVE}`, 'g');

/**
 * Makes the relative links of a page absolute.
 *
 * @param repository owner and name on GitHub
 * @param ref the tag or branch to link to
 */
export function withAddresses(readme: string, repository: string, ref: string): string {
	return readme
		.replace(PICTURES, `$1https://raw.githubusercontent.com/${repository}/${ref}/$2`)
		.replace(LINKS, `$1https://github.com/${repository}/blob/${ref}/$2`);
}

if (import.meta.url === pathToFileURL(String(process.argv[1])).href) {
	const manifest = await readManifest();
	const repository = repositoryOf(manifest);
	if (!repository) throw new Error('package.json has no repository: run npm run release:check');
	const file = path.join(PROJECT_FOLDER, 'README.md');
	await writeFile(file, withAddresses(await readFile(file, 'utf8'), repository, manifest.version));
}
