import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { runNpm } from '../../host/machine/npm.mts';
import { temporaryFolder } from '../../host/machine/temporary.mts';
import { type PackedNode, unpack } from '../../host/package.mts';
import { PROJECT_FOLDER } from '../../host/project.mts';
import { type Desk, setUpDesk } from './support/desk.mts';
import { EditorPage, signIn } from './support/editorPage.mts';
import { endAll, packed } from './support/testRun.mts';
import type { ImportableWorkflow } from './support/workflows.mts';
import { alike, gained, type Outputs, withoutGained } from './upgrade/compared.mts';

jest.setTimeout(5 * 60_000);

// Downloaded from the editor of n8n 2.40.7, where it had been made with version 0.1.0 of the package. Never change it:
// it stands for the workflows that users have saved.
const SAVED = path.join(PROJECT_FOLDER, 'test', 'e2e', 'upgrade', 'saved-with-0.1.0.json');
// What `run` below gave for it with version 0.1.0, written down once. Never change it either: whatever differs from it has
// changed what the workflows of users do.
const DID = path.join(PROJECT_FOLDER, 'test', 'e2e', 'upgrade', 'what-it-did-with-0.1.0.json');

// What a node has put out beside its old fields since then, and nothing else: what was posted.
const POSTED = ['caption', 'mediaId', 'privacyLevel', 'tiktokAccountId'];
const GAINED = {
	'Publish a video': POSTED,
	'Schedule a video': [...POSTED, 'scheduledAt'].sort(),
	'Publish a carousel': ['caption', 'mediaIds', 'privacyLevel', 'tiktokAccountId'],
};

// What the fields show that were a line of text then, and are lists to pick from now.
const [ACCOUNT, ID] = ['Wonda Studio (@wonda.studio)', '019e1b70-6f9e-80fd-8c49-000000000'];
const SHOWN = {
	'Publish a video': { tiktokAccountId: ACCOUNT, mediaId: `${ID}001` },
	'Schedule a video': { mediaId: `${ID}002` },
	'Cancel it': { outputJobId: "{{ $('Schedule a video').first().json.outputJobId }}" },
};

const NEWER = '99.0.0';
const DESCRIPTION = 'Publish and schedule TikTok videos';
const NEW_DESCRIPTION = 'A newer build that publishes and schedules TikTok videos';

/**
 * The same package as its next version, which says of itself that it is newer.
 *
 * @param text a text of the node's that is to be seen in n8n; the newer build has `newText` in its place.
 */
async function packNewer(
	pack: PackedNode,
	version: string,
	text: string,
	newText: string,
): Promise<PackedNode> {
	const { folder, remove } = await temporaryFolder();
	const project = path.join(folder, 'package');
	await unpack(pack.tarball, project);
	const change = async (file: string, from: string, to: string) => {
		const before = await readFile(path.join(project, file), 'utf8');
		if (!before.includes(from)) throw new Error(`${file} does not hold ${from}.`);
		await writeFile(path.join(project, file), before.replace(from, to));
	};
	await change('package.json', `"version": "${pack.version}"`, `"version": "${version}"`);
	await change('dist/nodes/WondaTikTok/WondaTikTok.node.js', text, newText);

	const packed = path.join(folder, 'packed');
	await mkdir(packed);
	await runNpm(['pack', '--ignore-scripts', '--pack-destination', packed], { cwd: project });
	const tarball = path.join(packed, `${pack.name}-${version}.tgz`);
	return { name: pack.name, version, tarball, remove };
}

let saved: ImportableWorkflow;
let did: { asked: object; outputs: Outputs };
let desk: Desk;
let page: EditorPage;
let newer: PackedNode;

beforeAll(async () => {
	saved = JSON.parse(await readFile(SAVED, 'utf8')) as ImportableWorkflow;
	did = JSON.parse(await readFile(DID, 'utf8')) as typeof did;
	newer = await packNewer(packed(), NEWER, DESCRIPTION, NEW_DESCRIPTION);
	desk = await setUpDesk({ workflows: [saved] });
});

afterAll(() => endAll([() => desk?.end(), () => newer?.remove()]));

/** The nodes of this package in the saved workflow. */
function ours() {
	return saved.nodes.filter(({ type }) => type.startsWith(packed().name));
}

/**
 * What was asked of the API, each request once: how often a job is looked at depends on how fast the machine is. The nodes run
 * one after the other, so the order is always the same.
 */
function asked(): unknown[] {
	const requests = desk.sandbox.requests.map(({ method, path: to, query, body }) =>
		JSON.stringify(alike({ method, to, query, body })),
	);
	return [...new Set(requests)].map((request) => JSON.parse(request) as unknown);
}

/** What the saved workflow gives at each node of this package, and what it asks of the API. */
async function run() {
	const { sandbox, host } = desk;
	sandbox.reset();
	const { status, error, runData } = await host.execute(saved.id);
	const outputs = ours().map(({ name }) => [name, runData[name]?.at(-1)?.data?.main]);
	return {
		status,
		error,
		outputs: alike(Object.fromEntries(outputs) as Outputs),
		asked: asked(),
		violations: sandbox.violations,
	};
}

it('keeps a saved workflow running as it was', async () => {
	const before = await run();
	await desk.host.replacePackage(newer);
	const after = await run();

	for (const now of [before, after]) {
		expect(now).toMatchObject({ status: 'success', error: undefined, violations: [] });
		expect(now.asked).toEqual(did.asked);
		expect(withoutGained(now.outputs, did.outputs)).toEqual(did.outputs);
		expect(gained(now.outputs, did.outputs)).toEqual(GAINED);
	}
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

	page = await EditorPage.open(context, editor);
	await page.openWorkflow(saved.id);
	for (const { name } of ours()) {
		// n8n draws a question mark for a node that it does not know.
		await page.node(name).locator(`img[src*="/${newer.name}/"]`).waitFor();
	}
	expect(await page.page.getByTestId('node-issues').count()).toBe(0);

	for (const [node, shown] of Object.entries(SHOWN)) {
		await page.openNode(node);
		for (const [parameter, text] of Object.entries(shown)) {
			expect([node, parameter, await page.shown(parameter)]).toEqual([node, parameter, text]);
		}
		expect(await page.parameters.getByTestId('parameter-issues').count()).toBe(0);
		await page.closeNode();
	}
	expect(await page.page.getByTestId('node-issues').count()).toBe(0);
	expect(page.errors).toEqual([]);
});

it('is executed there by a click, and does what it did', async () => {
	const { sandbox } = desk;
	sandbox.reset();
	await page.executeWorkflow();
	for (const { name } of ours()) {
		await page.node(name).getByTestId('canvas-node-status-success').waitFor();
	}
	expect(asked()).toEqual(did.asked);
	expect(sandbox.violations).toEqual([]);
	expect(page.errors).toEqual([]);
});
