import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';

import type { Page } from 'playwright-core';

import { PROJECT_FOLDER } from '../../tools/n8n/project.mts';
import {
	madeFromNow,
	NODE_PICTURE,
	PICTURED_NODE,
	picturesOfPages,
	workflowOf,
	writeMadeFrom,
} from './pictures/pictures.mts';
import { type Desk, setUpDesk } from './support/desk.mts';
import { EditorPage } from './support/editorPage.mts';
import { allHavePassed, say } from './support/testRun.mts';

jest.setTimeout(5 * 60_000);

/** Each picture, in bytes: it is what a reader of a page has to load. */
const MOST_BYTES = 150_000;

// n8n's own buttons around a canvas, which are no part of a workflow.
const OVERLAYS = '[data-test-id=canvas-wrapper] > :not(#canvas), .vue-flow__panel';

const PICTURES = picturesOfPages();
/** Where they go; without it these are not run. */
const FOLDER = path.resolve(PROJECT_FOLDER, process.env.E2E_PICTURES ?? '');

/** A part of a page. */
type Clip = NonNullable<NonNullable<Parameters<Page['screenshot']>[0]>['clip']>;

/** A canvas that has not moved for so many milliseconds stays where it is. */
const REST_MS = 300;
/** Around the nodes of a canvas, in pixels. */
const MARGIN = 32;

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

let desk: Desk;
let editor: EditorPage;

beforeAll(async () => {
	desk = await setUpDesk({ workflows: await Promise.all(PICTURES.map(workflowOf)) });
	editor = await EditorPage.open(await desk.signIn(), desk.editor);
});

afterAll(async () => {
	await desk?.end();
	// Only where all of them have been taken is any said to be current.
	if (allHavePassed()) await writeMadeFrom(FOLDER, await madeFromNow());
});

/**
 * Takes what is to be seen in light and in dark, as two files of the folder.
 *
 * @param hasOurs whether a node of this package is to be seen, whose icon changes with the theme.
 */
async function take(page: Page, name: string, clip?: Clip, hasOurs = true) {
	for (const [theme, icon, other] of [
		['light', 'wonda.svg', 'wonda.dark.svg'],
		['dark', 'wonda.dark.svg', 'wonda.svg'],
	] as const) {
		await page.emulateMedia({ colorScheme: theme });
		await page.locator(`img[src$="/${other}"]`).first().waitFor({ state: 'detached' });
		if (hasOurs) await page.locator(`img[src$="/${icon}"]`).first().waitFor();
		// Until the new icons are there, a browser shows the ones before.
		await page
			.locator('img')
			.evaluateAll((images) => Promise.all(images.map((image) => image.decode())));

		const file = path.join(FOLDER, `${name}-${theme}.png`);
		await mkdir(path.dirname(file), { recursive: true });
		await page.screenshot({ path: file, clip, animations: 'disabled', caret: 'hide' });
		const { size } = await stat(file);
		say(`  ${String(size).padStart(6)} bytes  ${file}`);
		expect(size).toBeLessThan(MOST_BYTES);
	}
}

it('takes the node', async () => {
	await editor.page.setViewportSize({ width: 1440, height: 840 });
	await editor.openNodeOf((await workflowOf(NODE_PICTURE)).id, PICTURED_NODE);
	await editor.executeStep();
	await editor.output.getByTestId('node-run-status-success').waitFor();
	await editor.output.getByTestId('radio-button-json').click();
	await editor.output.getByText('"permalink"').waitFor();
	await editor.page.mouse.move(0, 0);
	// A notice of a field is an alert, too.
	await editor.page.locator('.el-notification').waitFor({ state: 'hidden' });
	await take(editor.page, NODE_PICTURE);
});

it.each(PICTURES.filter((name) => name !== NODE_PICTURE))('takes %s', async (picture) => {
	const workflow = await workflowOf(picture);
	// High enough for n8n to show the larger ones as a whole, and in their full size.
	await editor.page.setViewportSize({ width: 1440, height: 1200 });
	await editor.openWorkflow(workflow.id);
	for (const { name } of workflow.nodes) await editor.node(name).waitFor();
	const hide = '{ visibility: hidden !important; }';
	await editor.page.addStyleTag({ content: `:is(${OVERLAYS}), :is(${OVERLAYS}) * ${hide}` });
	const hasOurs = workflow.nodes.some(({ type }) => type.startsWith('n8n-nodes-wonda.'));
	await take(editor.page, picture, await canvasAtRest(editor.page), hasOurs);
});
