import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { N8N_VERSION } from '../../../tools/n8n/install/versions.mts';
import { PROJECT_FOLDER } from '../../../tools/n8n/project.mts';
import { ACCOUNTS, MEDIA } from '../../../tools/sandbox/seed.mts';
import { FORMS } from '../editor/fields.mts';
import {
	example,
	type ImportableWorkflow,
	withNodes,
	withParameters,
} from '../support/workflows.mts';

const DOCS = path.join(PROJECT_FOLDER, 'docs');
const IMAGES = path.join(DOCS, 'images');
const ICONS = path.join(PROJECT_FOLDER, 'icons');

/** The node that has a picture of its own. */
export const PICTURED_NODE = 'Publish a video';

/** The picture of that node; every other picture is of a workflow, and named after its file. */
export const NODE_PICTURE = 'node';

/** The pictures in the README and in docs/, each as its path in docs/images without `-light.png` or `-dark.png`. */
export function picturesOfPages(): string[] {
	const inDocs = readdirSync(DOCS).filter((name) => name.endsWith('.md'));
	const pages = ['README.md', ...inDocs.map((name) => path.join('docs', name))];
	const pictures = pages.flatMap((page) => {
		const text = readFileSync(path.join(PROJECT_FOLDER, page), 'utf8');
		const shown = [...text.matchAll(/"([\w./-]+)-(?:light|dark)\.png"/g)];
		const folder = path.join(PROJECT_FOLDER, path.dirname(page));
		return shown.map(([, file = '']) => path.relative(IMAGES, path.resolve(folder, file)));
	});
	return [...new Set(pictures)];
}

/** The workflow of a picture. */
export async function workflowOf(picture: string): Promise<ImportableWorkflow> {
	if (picture !== NODE_PICTURE) return await example(path.relative('workflows', picture));
	const chosen = (value: string | undefined, cachedResultName: string) => ({
		...{ __rl: true, mode: 'list', value, cachedResultName },
	});
	const parameters = {
		tiktokAccountId: chosen(ACCOUNTS.studio, 'Wonda Studio (@wonda.studio)'),
		mediaId: chosen(MEDIA.videos[0], 'videos-01.mp4, 8 s, 1080 × 1920, …000001'),
	};
	const workflow = withNodes(await example('publish-a-video'), (node) =>
		node.name === PICTURED_NODE ? withParameters(node, parameters) : node,
	);
	return { ...workflow, id: 'picture' };
}

/** A hash of what each picture shows, by the picture's name. */
export type MadeFrom = Readonly<Record<string, string>>;

const FILE = 'made-from.json';
const COMMAND = 'E2E_PICTURES=docs/images npm run test:e2e -- --testPathPatterns e2e/pictures';

/** No picture shows what is in a Code node, or an expression. */
const withoutCode = (key: string, value: unknown) =>
	key === 'jsCode' || (typeof value === 'string' && value.startsWith('=')) ? undefined : value;

/** What the pictures would show now. */
export async function madeFromNow(): Promise<MadeFrom> {
	const icons = readdirSync(ICONS).sort();
	const drawn = icons.map((name) => readFileSync(path.join(ICONS, name), 'utf8'));
	const entries = picturesOfPages().map(async (picture) => {
		const shown = [N8N_VERSION, drawn, await workflowOf(picture)];
		const sources = JSON.stringify(
			picture === NODE_PICTURE ? [...shown, FORMS] : shown,
			withoutCode,
		);
		return [picture, createHash('sha256').update(sources).digest('hex')] as const;
	});
	return Object.fromEntries(await Promise.all(entries));
}

/** Records beside the pictures of a folder what they show. */
export async function writeMadeFrom(folder: string, made: MadeFrom): Promise<void> {
	await writeFile(path.join(folder, FILE), `${JSON.stringify(made, null, '\t')}\n`);
}

/** A sentence for each picture of docs/images that is missing or shows something else. */
export async function outOfDate(now: MadeFrom): Promise<string[]> {
	const text = await readFile(path.join(IMAGES, FILE), 'utf8').catch(() => '{}');
	const made = JSON.parse(text) as MadeFrom;
	return Object.keys(now)
		.filter((picture) => {
			const files = ['light', 'dark'].map((theme) => `${picture}-${theme}.png`);
			const isThere = files.every((file) => existsSync(path.join(IMAGES, file)));
			return !isThere || made[picture] !== now[picture];
		})
		.map((picture) => `docs/images/${picture} is out of date; take it again with ${COMMAND}`);
}
