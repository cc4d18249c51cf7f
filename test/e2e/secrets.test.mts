import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import { until } from '../../tools/n8n/machine/until.mts';
import type { Editor } from '../../tools/n8n/server/editor.mts';
import { startSandbox } from '../../tools/sandbox/index.mts';
import { freshN8n, type FreshN8n } from './support/freshN8n.mts';
import { type N8nUser, ownerAt } from './support/n8nUser.mts';
import { endsAfterAll } from './support/testRun.mts';
import { pollingEvery, savedAs, triggered } from './support/workflows.mts';

jest.setTimeout(5 * 60_000);

const START = 'Start';
const PLAIN = 'plain';
const WATCHED = 'watched';
const WITHIN_MS = 120_000;
/** An expression that reads the key of the credential. */
const KEY = '={{ $credentials.apiKey }}';

/** Fields that an author may put the key into by mistake: a saved workflow, and its parameters. */
const MISTAKES = {
	caption: ['video-publish', { caption: KEY }],
	media: ['video-publish', { mediaId: { __rl: true, mode: 'id', value: KEY } }],
	timezone: ['video-schedule', { timezone: KEY }],
} as const;

const atEnd = endsAfterAll();
let n8n: FreshN8n;
let editor: Editor;
let user: N8nUser;

beforeAll(async () => {
	const mistakes = Object.entries(MISTAKES).map(([id, [saved, parameters]]) =>
		savedAs(id, saved, parameters),
	);
	const watched = pollingEvery(5, triggered(await savedAs(WATCHED, 'video-publish')));
	const plain = savedAs(PLAIN, 'video-publish');
	const workflows = await Promise.all([plain, watched, ...mistakes]);
	n8n = await freshN8n({ workflows, sandbox: { queuedMs: 0, runMs: 100 } }, atEnd);
	editor = await n8n.host.startEditor();
	user = await ownerAt(editor, n8n.install);
});

/** The part of the key that is secret; every key begins with `sk_`. */
const secret = () => n8n.sandbox.apiKey.slice(3);

/** Runs a workflow that fails, and whose execution shows no key. */
async function fails(workflowId: string): Promise<void> {
	const execution = await user.run(workflowId, START);
	expect([workflowId, execution.status]).toEqual([workflowId, 'error']);
	expect(JSON.stringify(execution)).not.toContain(secret());
}

it('sends nothing where a field holds the key, and shows no key', async () => {
	for (const id of Object.keys(MISTAKES)) await fails(id);
	expect(n8n.sandbox.requests).toEqual([]);
});

it('shows no key that the service repeats', async () => {
	const message = `Bearer ${n8n.sandbox.apiKey} may not do this`;
	n8n.sandbox.faults.add({ kind: 'status', status: 403, message });
	await fails(PLAIN);
});

it('takes the key to no other address', async () => {
	const other = await startSandbox();
	atEnd(() => other.stop());
	for (const status of [302, 307] as const) {
		const location = `${other.baseUrl}/publish/tiktok`;
		n8n.sandbox.faults.add({ kind: 'redirect', status, location });
		await fails(PLAIN);
	}
	expect(other.requests).toEqual([]);
});

it('leaves no key in anything that n8n has written', async () => {
	expect((await user.run(PLAIN, START)).status).toBe('success');
	// The trigger's static data is saved with its execution.
	await user.publish(WATCHED);
	const { sandbox } = n8n;
	const isPolled = () => sandbox.requests.some((request) => request.path === '/media');
	await until(isPolled, Boolean, WITHIN_MS);
	sandbox.addMedia();
	await until(
		() => user.executionsOf(WATCHED),
		({ length }) => length > 0,
		WITHIN_MS,
	);

	const folder = path.join(n8n.host.userFolder, '.n8n');
	const files = (await readdir(folder, { recursive: true, withFileTypes: true }))
		.filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
		.map((entry) => path.join(entry.parentPath, entry.name));
	const found: string[] = [];
	for (const file of files) if ((await readFile(file)).includes(secret())) found.push(file);

	expect(files.map((file) => path.basename(file))).toContain('database.sqlite');
	expect(found).toEqual([]);
	expect(editor.log()).not.toContain(secret());
});
