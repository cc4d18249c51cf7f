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
import { setUpDesk } from './support/desk.mts';
import type { EditorPage } from './support/editorPage.mts';
import { endsAfterAll, say } from './support/testRun.mts';

jest.setTimeout(5 * 60_000);

/** Bytes of a picture, which every reader of a page loads. */
const MOST_BYTES = 150_000;

// n8n's own buttons around a canvas, which are no part of a workflow.
const OVERLAYS = '[data-test-id=canvas-wrapper] > :not(#canvas), .vue-flow__panel';

const PICTURES = picturesOfPages();
/** Where they are written; without it these tests are not run. */
const FOLDER = path.resolve(PROJECT_FOLDER, process.env.E2E_PICTURES ?? '');

/** A part of a page. */
type Clip = NonNullable<NonNullable<Parameters<Page['screenshot']>[0]>['clip']>;

/** Milliseconds after which the editor has stopped moving the canvas. */
const REST_MS = 2000;
/** Pixels around the nodes of a canvas, and those below them, where their names are. */
const MARGIN = 32;
const NAME = 48;

/** The part of the page with the nodes and notes of the canvas, and a margin. */
async function canvasOf(page: Page): Promise<Clip> {
	const nodes = await page.locator('#canvas [data-node-name][data-node-type]').all();
	const found = await Promise.all(nodes.map((node) => node.boundingBox()));
	const boxes = found.filter((box) => box !== null);
	const x = Math.min(...boxes.map((box) => box.x)) - MARGIN;
	const y = Math.min(...boxes.map((box) => box.y)) - MARGIN;
	const right = Math.max(...boxes.map((box) => box.x + box.width)) + MARGIN;
	const bottom = Math.max(...boxes.map((box) => box.y + box.height)) + NAME + MARGIN;
	return { x, y, width: right - x, height: bottom - y };
}

const atEnd = endsAfterAll();
let editor: EditorPage;

beforeAll(async () => {
	const workflows = await Promise.all(PICTURES.map(workflowOf));
	editor = await (await setUpDesk({ workflows }, atEnd)).open();
});

/**
 * Takes a part of the page in light and in dark.
 *
 * @param hasOurs whether it shows a node of this package, whose icon changes with the theme.
 */
async function take(page: Page, name: string, clip?: Clip, hasOurs = true) {
	for (const [theme, icon, other] of [
		['light', 'wonda.svg', 'wonda.dark.svg'],
		['dark', 'wonda.dark.svg', 'wonda.svg'],
	] as const) {
		await page.emulateMedia({ colorScheme: theme });
		await page.locator(`img[src$="/${other}"]`).first().waitFor({ state: 'detached' });
		if (hasOurs) await page.locator(`img[src$="/${icon}"]`).first().waitFor();
		// Until the new icons are loaded, the browser shows the old ones.
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
	await editor.executeStepWell();
	await editor.output.getByTestId('radio-button-json').click();
	await editor.output.getByText('"permalink"').waitFor();
	await editor.page.mouse.move(0, 0);
	await editor.page.locator('.el-notification').waitFor({ state: 'hidden' });
	await take(editor.page, NODE_PICTURE);
});

it.each(PICTURES.filter((name) => name !== NODE_PICTURE))('takes %s', async (picture) => {
	const workflow = await workflowOf(picture);
	// High enough for the largest workflow in its full size.
	await editor.page.setViewportSize({ width: 1440, height: 1200 });
	await editor.openWorkflow(workflow.id);
	for (const { name } of workflow.nodes) await editor.node(name).waitFor();
	const hide = '{ visibility: hidden !important; }';
	await editor.page.addStyleTag({ content: `:is(${OVERLAYS}), :is(${OVERLAYS}) * ${hide}` });
	const hasOurs = workflow.nodes.some(({ type }) => type.startsWith('n8n-nodes-wonda.'));
	await editor.page.waitForTimeout(REST_MS);
	await take(editor.page, picture, await canvasOf(editor.page), hasOurs);
});

afterAll(async () => {
	await writeMadeFrom(FOLDER, await madeFromNow());
});
