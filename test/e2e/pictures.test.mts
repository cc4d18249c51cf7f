import { readdirSync } from 'node:fs';
import { mkdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

import type { Page } from 'playwright-core';

import { PROJECT_FOLDER, WORKFLOWS_FOLDER } from '../../host/project.mts';
import { temporaryFolder } from '../../host/temporary.mts';
import { ACCOUNTS } from '../../sandbox/seed.mts';
import { type Desk, setUpDesk } from './support/desk.mts';
import { EditorPage } from './support/editorPage.mts';
import { say } from './support/say.mts';
import type { ImportableWorkflow } from './support/workflows.mts';

jest.setTimeout(5 * 60_000);

/** Each picture, in bytes: it is what a reader of the README has to load. */
const MOST_BYTES = 150_000;
/** A canvas that has not moved for so many milliseconds stays where it is. */
const REST_MS = 300;
/** Around the nodes of a canvas, in pixels. */
const MARGIN = 32;

// n8n's own buttons around a canvas, which are no part of a workflow.
const OVERLAYS = '[data-test-id=canvas-wrapper] > :not(#canvas), .vue-flow__panel';

const NODE_PICTURE = 'picture';
const NODE = 'Publish a video';

type Clip = NonNullable<NonNullable<Parameters<Page['screenshot']>[0]>['clip']>;

const FILES = readdirSync(WORKFLOWS_FOLDER)
	.filter((name) => name.endsWith('.json'))
	.map((name) => path.basename(name, '.json'))
	.sort();

let desk: Desk;
let editor: EditorPage;
let folder: string;
let remove: () => Promise<void>;

beforeAll(async () => {
	const examples = await Promise.all(FILES.map(example));
	desk = await setUpDesk({ workflows: [...examples, await pictureOfNode()] });
	editor = await EditorPage.open(await desk.signIn(), desk.editor);
	const temporary = await temporaryFolder();
	remove = temporary.remove;
	// Into the checkout only where that is asked for: the IDs in a picture are others in each run.
	const wanted = process.env.E2E_PICTURES;
	folder = wanted ? path.resolve(PROJECT_FOLDER, wanted) : temporary.folder;
	await mkdir(path.join(folder, 'workflows'), { recursive: true });
});

afterAll(async () => {
	await desk?.end();
	await remove?.();
});

async function example(file: string): Promise<ImportableWorkflow> {
	const text = await readFile(path.join(WORKFLOWS_FOLDER, `${file}.json`), 'utf8');
	return JSON.parse(text) as ImportableWorkflow;
}

/** The example that publishes a video, with its account chosen from the list. */
async function pictureOfNode(): Promise<ImportableWorkflow> {
	const workflow = await example('publish-a-video');
	const tiktokAccountId = {
		__rl: true,
		mode: 'list',
		value: ACCOUNTS.studio,
		cachedResultName: 'Wonda Studio (@wonda.studio)',
	};
	return {
		...workflow,
		id: NODE_PICTURE,
		nodes: workflow.nodes.map((node) =>
			node.name === NODE ? { ...node, parameters: { ...node.parameters, tiktokAccountId } } : node,
		),
	};
}

/** Takes what is to be seen in light and in dark, as two files of the folder. */
async function take(page: Page, name: string, clip?: Clip) {
	for (const [theme, icon, other] of [
		['light', 'wonda.svg', 'wonda.dark.svg'],
		['dark', 'wonda.dark.svg', 'wonda.svg'],
	] as const) {
		await page.emulateMedia({ colorScheme: theme });
		await page.locator(`img[src$="/${other}"]`).first().waitFor({ state: 'detached' });
		await page.locator(`img[src$="/${icon}"]`).first().waitFor();
		// Until the new icons are there, a browser shows the ones before.
		await page
			.locator('img')
			.evaluateAll((images) => Promise.all(images.map((image) => image.decode())));

		const file = path.join(folder, `${name}-${theme}.png`);
		await page.screenshot({ path: file, clip, animations: 'disabled', caret: 'hide' });
		const { size } = await stat(file);
		say(`  ${String(size).padStart(6)} bytes  ${file}`);
		expect(size).toBeLessThan(MOST_BYTES);
	}
}

/** The part of a page that `canvasOf` gives, once the editor has moved the canvas to where it stays. */
async function canvasAtRest(page: Page): Promise<Clip> {
	let before = await canvasOf(page);
	for (;;) {
		await page.waitForTimeout(REST_MS);
		const now = await canvasOf(page);
		const isStill = JSON.stringify(now) === JSON.stringify(before);
		if (isStill && now.width > 0 && now.height > 0) return now;
		before = now;
	}
}

/** The part of a page that the nodes and notes of a canvas take up, their names included, with a margin. */
async function canvasOf(page: Page): Promise<Clip> {
	const boxes = await page
		.locator('#canvas [data-node-name][data-node-type]')
		.evaluateAll((nodes) =>
			nodes
				// And its smallest parts; the ones around those have room for buttons that nobody sees.
				.flatMap((node) => [node, ...node.querySelectorAll(':not(:has(*))')])
				.filter((part) => part.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }))
				.map((part) => part.getBoundingClientRect())
				.filter(({ width, height }) => width > 0 && height > 0)
				.map(({ left, top, right, bottom }) => ({ left, top, right, bottom })),
		);
	const canvas = await page.locator('#canvas').boundingBox();
	if (!canvas) throw new Error('There is no canvas.');
	const [maxX, maxY] = [canvas.x + canvas.width, canvas.y + canvas.height];
	const x = Math.max(canvas.x, Math.floor(Math.min(...boxes.map(({ left }) => left)) - MARGIN));
	const y = Math.max(canvas.y, Math.floor(Math.min(...boxes.map(({ top }) => top)) - MARGIN));
	const right = Math.min(maxX, Math.ceil(Math.max(...boxes.map((box) => box.right)) + MARGIN));
	const bottom = Math.min(maxY, Math.ceil(Math.max(...boxes.map((box) => box.bottom)) + MARGIN));
	return { x, y, width: right - x, height: bottom - y };
}

it('takes the node', async () => {
	await editor.page.setViewportSize({ width: 1440, height: 840 });
	await editor.openNodeOf(NODE_PICTURE, NODE);
	await editor.executeStep();
	await editor.output.getByTestId('node-run-status-success').waitFor();
	await editor.output.getByTestId('radio-button-json').click();
	await editor.output.getByText('"permalink"').waitFor();
	await editor.page.mouse.move(0, 0);
	await editor.page.getByRole('alert').waitFor({ state: 'hidden' });
	await take(editor.page, 'node');
});

it.each(FILES)('takes the example %s', async (file) => {
	const workflow = await example(file);
	// High enough for n8n to show the larger ones as a whole, and in their full size.
	await editor.page.setViewportSize({ width: 1440, height: 1200 });
	await editor.openWorkflow(workflow.id);
	for (const { name } of workflow.nodes) await editor.node(name).waitFor();
	const hide = '{ visibility: hidden !important; }';
	await editor.page.addStyleTag({ content: `:is(${OVERLAYS}), :is(${OVERLAYS}) * ${hide}` });
	await take(editor.page, path.join('workflows', file), await canvasAtRest(editor.page));
});
