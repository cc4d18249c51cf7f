import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { access, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { N8N_VERSION } from '../../../tools/n8n/install/versions.mts';
import { PROJECT_FOLDER } from '../../../tools/n8n/project.mts';
import { WondaTikTok } from '../../../nodes/WondaTikTok/WondaTikTok.node';
import { ACCOUNTS, MEDIA } from '../../../tools/sandbox/seed.mts';
import { example, type ImportableWorkflow } from '../support/workflows.mts';

const DOCS_FOLDER = path.join(PROJECT_FOLDER, 'docs');

/** Where the pictures of the pages are. */
const IMAGES_FOLDER = path.join(DOCS_FOLDER, 'images');

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
export function picturesOfPages(): string[] {
	return [...new Set(PAGES.flatMap(picturesOf))];
}

/** The name of the node that is taken. */
export const PICTURED_NODE = 'Publish a video';

/** The picture of a node; every other one is of a workflow, after whose file it is named. */
export const NODE_PICTURE = 'node';

/** Where the pictures of workflows are, below that of all pictures; in folders, as the workflows are. */
const PICTURES = 'workflows';

/** The workflow that a picture shows. */
export async function workflowOf(picture: string): Promise<ImportableWorkflow> {
	return picture === NODE_PICTURE
		? await exampleOfNode()
		: await example(path.relative(PICTURES, picture));
}

/** The example that publishes a video, with its account and its video chosen from the lists. */
async function exampleOfNode(): Promise<ImportableWorkflow> {
	const workflow = await example('publish-a-video');
	const chosen = (value: string | undefined, cachedResultName: string) => ({
		__rl: true,
		mode: 'list',
		value,
		cachedResultName,
	});
	const parameters = {
		tiktokAccountId: chosen(ACCOUNTS.studio, 'Wonda Studio (@wonda.studio)'),
		mediaId: chosen(MEDIA.videos[0], 'videos-01.mp4, 8 s, 1080 × 1920, …000001'),
	};
	return {
		...workflow,
		id: 'picture',
		nodes: workflow.nodes.map((node) =>
			node.name === PICTURED_NODE
				? { ...node, parameters: { ...node.parameters, ...parameters } }
				: node,
		),
	};
}

/** What each picture was made from, as a hash, by the picture's name. */
export type MadeFrom = Readonly<Record<string, string>>;

const FILE = 'made-from.json';
/** More options than a picture shows. */
const MOST_OPTIONS = 100;
const ICONS = path.join(PROJECT_FOLDER, 'icons');
const COMMAND = 'E2E_PICTURES=docs/images npm run test:e2e -- --testPathPatterns e2e/pictures';

/** What the pictures would be made from now. */
export async function madeFromNow(): Promise<MadeFrom> {
	const icons = await Promise.all(
		(await readdir(ICONS)).sort().map((name) => readFile(path.join(ICONS, name), 'utf8')),
	);
	const { description } = new WondaTikTok();
	// The list of time zones is that of the Node that runs this, and no picture shows it.
	const shown = JSON.stringify(description, (key, value: unknown) =>
		key === 'options' && Array.isArray(value) && value.length > MOST_OPTIONS ? [] : value,
	);
	const entries = picturesOfPages().map(async (picture) => {
		const sources = [N8N_VERSION, shown, icons, await workflowOf(picture)];
		return [picture, createHash('sha256').update(JSON.stringify(sources)).digest('hex')] as const;
	});
	return Object.fromEntries(await Promise.all(entries));
}

/** Writes down beside the pictures of a folder what they were made from. */
export async function writeMadeFrom(folder: string, made: MadeFrom): Promise<void> {
	await writeFile(path.join(folder, FILE), `${JSON.stringify(made, null, '\t')}\n`);
}

/** The pictures that are missing or were made from something else, each with what to do. */
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
