import { createHash } from 'node:crypto';
import { access, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { PROJECT_FOLDER } from '../../../host/project.mts';
import { N8N_VERSION } from '../../../host/install/versions.mts';
import { WondaTikTok } from '../../../nodes/WondaTikTok/WondaTikTok.node';
import { IMAGES_FOLDER, picturesOfReadme } from './readme.mts';
import { workflowOf } from './workflows.mts';

/** What each picture was made from, as a hash, by the picture's name. */
export type MadeFrom = Readonly<Record<string, string>>;

const FILE = 'made-from.json';
/** More options than a picture shows. */
const MOST_OPTIONS = 100;
const ICONS = path.join(PROJECT_FOLDER, 'icons');
const COMMAND = 'E2E_PICTURES=docs/images npm run test:e2e -- --testPathPatterns e2e/pictures';

/** What the pictures of the README would be made from now. */
export async function madeFromNow(): Promise<MadeFrom> {
	const icons = await Promise.all(
		(await readdir(ICONS)).sort().map((name) => readFile(path.join(ICONS, name), 'utf8')),
	);
	const { description } = new WondaTikTok();
	// The list of time zones is that of the Node that runs this, and no picture shows it.
	const shown = JSON.stringify(description, (key, value: unknown) =>
		key === 'options' && Array.isArray(value) && value.length > MOST_OPTIONS ? [] : value,
	);
	const entries = picturesOfReadme().map(async (picture) => {
		const sources = [N8N_VERSION, shown, icons, await workflowOf(picture)];
		return [picture, createHash('sha256').update(JSON.stringify(sources)).digest('hex')] as const;
	});
	return Object.fromEntries(await Promise.all(entries));
}

/** Writes down beside the pictures of a folder what they were made from. */
export async function writeMadeFrom(folder: string, made: MadeFrom): Promise<void> {
	await writeFile(path.join(folder, FILE), `${JSON.stringify(made, null, '\t')}\n`);
}

/** The pictures of the README that are missing or were made from something else, each with what to do. */
export async function outOfDate(now: MadeFrom): Promise<string[]> {
	const text = await readFile(path.join(IMAGES_FOLDER, FILE), 'utf8').catch(() => '{}');
	const made = JSON.parse(text) as MadeFrom;
	const checked = Object.entries(now).map(async ([picture, hash]) => {
		const isThere = await Promise.all(
			['light', 'dark'].map((theme) =>
				access(path.join(IMAGES_FOLDER, `${picture}-${theme}.png`)).then(
					() => true,
					() => false,
				),
			),
		);
		const isCurrent = made[picture] === hash && isThere.every(Boolean);
		return isCurrent
			? []
			: [`docs/images/${picture} is out of date; take it again with ${COMMAND}`];
	});
	return (await Promise.all(checked)).flat();
}
