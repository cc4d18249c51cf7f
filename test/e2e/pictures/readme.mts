import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { PROJECT_FOLDER } from '../../../host/project.mts';

const DOCS_FOLDER = path.join(PROJECT_FOLDER, 'docs');

/** Where the pictures of the pages are. */
export const IMAGES_FOLDER = path.join(DOCS_FOLDER, 'images');

/** The pages that show pictures, the README first. */
const PAGES = [
	path.join(PROJECT_FOLDER, 'README.md'),
	...readdirSync(DOCS_FOLDER)
		.filter((name) => name.endsWith('.md'))
		.map((name) => path.join(DOCS_FOLDER, name)),
];

/** The pictures that a page shows in light and in dark, by their path in the folder without `-light.png`. */
function picturesOf(page: string): string[] {
	const shown = readFileSync(page, 'utf8').matchAll(/"([\w./-]+)-(?:light|dark)\.png"/g);
	return [...shown].map(([, file]) =>
		path.relative(IMAGES_FOLDER, path.resolve(path.dirname(page), String(file))),
	);
}

/** The pictures of the README and of the pages in docs/, each once. */
export function picturesOfReadme(): string[] {
	return [...new Set(PAGES.flatMap(picturesOf))];
}
