import { readFileSync } from 'node:fs';
import path from 'node:path';

import { PROJECT_FOLDER } from '../../../host/project.mts';

/** Where the pictures of the README are. */
export const IMAGES_FOLDER = path.join(PROJECT_FOLDER, 'docs', 'images');

/** The pictures that the README shows in light and in dark, by their path in the folder without `-light.png`. */
export function picturesOfReadme(): string[] {
	const readme = readFileSync(path.join(PROJECT_FOLDER, 'README.md'), 'utf8');
	const shown = readme.matchAll(/"docs\/images\/([\w/-]+)-(?:light|dark)\.png"/g);
	return [...new Set([...shown].map(([, name]) => String(name)))];
}
