import { readFile } from 'node:fs/promises';
import path from 'node:path';

import type { PackedNode } from '../../host/pack.mts';
import { PROJECT_FOLDER } from '../../host/project.mts';
import { type Desk, setUpDesk } from './support/desk.mts';
import { EditorPage, signIn } from './support/editorPage.mts';
import { packed } from './support/packed.mts';
import type { ImportableWorkflow } from './support/workflows.mts';
import { alike } from './upgrade/alike.mts';
import { packNewer } from './upgrade/newer.mts';

jest.setTimeout(5 * 60_000);

// Downloaded from the editor of n8n 2.40.7, where it had been made with version 0.1.0 of the package. Never change it:
// it stands for the workflows that users have saved.
const SAVED = path.join(PROJECT_FOLDER, 'test', 'e2e', 'upgrade', 'saved-with-0.1.0.json');

const NEWER = '99.0.0';
const DESCRIPTION = 'Publish and schedule TikTok videos';
const NEW_DESCRIPTION = 'A newer build that publishes and schedules TikTok videos';

let saved: ImportableWorkflow;
let desk: Desk;
let newer: PackedNode;

beforeAll(async () => {
	saved = JSON.parse(await readFile(SAVED, 'utf8')) as ImportableWorkflow;
	newer = await packNewer(packed(), NEWER, DESCRIPTION, NEW_DESCRIPTION);
	desk = await setUpDesk({ workflows: [saved] });
});

afterAll(async () => {
	await desk?.end();
	await newer?.remove();
});

/** What the saved workflow gives at each of its nodes, and what it asks of the API. */
async function run() {
	const { sandbox, host } = desk;
	sandbox.reset();
	const { status, error, runData } = await host.execute(saved.id);
	const outputs = Object.entries(runData).map(([node, runs]) => [node, runs.at(-1)?.data?.main]);
	const requests = sandbox.requests.map(({ method, path: to, body }) =>
		alike({ method, to, body }),
	);
	// How often a job is looked at depends on how fast the machine is.
	const asked = new Set(requests.map((request) => JSON.stringify(request)));
	return { status, error, outputs: alike(outputs), asked: [...asked] };
}

it('keeps a saved workflow running as it was', async () => {
	const before = await run();
	await desk.host.replacePackage(newer);
	const after = await run();

	expect(before).toMatchObject({ status: 'success', error: undefined });
	expect(before.outputs).toHaveLength(saved.nodes.length);
	expect(before.asked.length).toBeGreaterThanOrEqual(8);
	expect(after).toEqual(before);
});

it('opens it in the editor, with every node known and nothing to mend', async () => {
	const editor = await desk.host.startEditor();
	const context = await signIn(desk.browser, editor);
	const types = await context.request.get(`${editor.url}/types/nodes.json`);
	expect(await types.text()).toContain(NEW_DESCRIPTION);
	const packages = await context.request.get(`${editor.url}/rest/community-packages`);
	expect(await packages.json()).toMatchObject({
		data: [{ packageName: newer.name, installedVersion: NEWER }],
	});

	const page = await EditorPage.open(context, editor);
	await page.openWorkflow(saved.id);
	for (const { name } of saved.nodes.filter(({ type }) => type.startsWith(newer.name))) {
		// n8n draws a question mark for a node that it does not know.
		await page.node(name).locator(`img[src*="/${newer.name}/"]`).waitFor();
	}
	expect(await page.page.getByTestId('node-issues').count()).toBe(0);

	await page.openNode('Publish a video');
	const account = page.field('tiktokAccountId').getByTestId('rlc-input');
	expect(await account.inputValue()).toBe('Wonda Studio (@wonda.studio)');
	expect(page.errors).toEqual([]);
});
